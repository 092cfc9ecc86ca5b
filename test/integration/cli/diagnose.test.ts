import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Ajv } from "ajv";
import { expect, test, vi } from "vitest";
import { type FakeApiServer, fakeApiServer } from "../../fake-api-server.ts";
import { type FakeCluster, fakeCluster, POD, podOf } from "../../fake-cluster.ts";
import { freshMachine } from "./faultline.ts";

/**
 * As published: github.com/oasis-tcs/sarif-spec, sarif-2.1/schema/sarif-schema-2.1.0.json. It calls itself draft 4, whose words it uses
 * have not changed since but for the name of its id.
 */
const {
  $schema: _,
  id: __,
  ...SARIF_SCHEMA
} = JSON.parse(
  gunzipSync(readFileSync(join(import.meta.dirname, "../../sarif-schema-2.1.0.json.gz"))).toString(),
);
/** Looks last for some seconds, and the machine may be busy. */
vi.setConfig({ testTimeout: 180_000 });

const FLAGS_CLASH: FakeCluster = {
  available: {
    status: "False",
    reason: "MissingEndpoints",
    message: 'endpoints for service/metrics-server in "kube-system" have no addresses with port name "https"',
  },
  ready: false,
  restarts: 4,
  log: [
    "panic: failed to create: metric-resolution should be larger than kubelet-request-timeout, but metric-resolution value 10s kubelet-request-timeout value 10s provided",
  ],
};
const BROKEN: FakeCluster = { ...FLAGS_CLASH, log: ["E1129 a fault that nobody has documented"] };

/** A machine that has a kubeconfig of a cluster and nothing else: no docker, no pulumi, no kubectl. */
async function machineFor(server: Pick<FakeApiServer, "url">) {
  const machine = await freshMachine();
  const file = join(machine.root, "kubeconfig");
  const named = (name: string, key: string, value: object) => ({ name, [key]: value });
  const config = {
    "current-context": "c",
    contexts: [named("c", "context", { cluster: "c", user: "c" })],
    clusters: [named("c", "cluster", { server: server.url })],
    users: [named("c", "user", { token: "t" })],
  };
  await writeFile(file, JSON.stringify(config));
  const env = { KUBECONFIG: file, PATH: "/nowhere" };
  return { ...machine, diagnose: (...args: string[]) => machine.run(["diagnose", ...args], env) };
}

async function diagnosed(cluster: FakeCluster, ...args: string[]) {
  const fake = fakeCluster(cluster);
  const server = await fakeApiServer(fake.answer);
  const machine = await machineFor(server);
  const ended = await machine.diagnose(...args);
  await server.close();
  expect(fake.refused).toEqual([]);
  expect(server.asked.length).toBeLessThan(60);
  expect(await machine.created()).toEqual([]);
  return { ...ended, asked: server.asked };
}

test.each<readonly [string, FakeCluster]>([
  ["as released", {}],
  [
    "in another namespace, under the Helm chart's labels",
    { namespace: "metrics", labels: { "app.kubernetes.io/name": "metrics-server" } },
  ],
  ["with a node cordoned", { cordoned: true }],
  ["without any metrics-server", { available: null, podAge: null }],
])("a healthy cluster %s has no finding", async (_, cluster) => {
  const { exit, stdout } = await diagnosed(cluster, "-o", "json");
  expect(JSON.parse(stdout)).toMatchObject({
    schema: "faultline/diagnosis@1",
    verdict: "healthy",
    findings: [],
  });
  expect(exit).toBe(0);
});

test("a known fault is named with what was seen of it, and with its fixes in the order of what they did", async () => {
  const { exit, stdout, stderr } = await diagnosed(FLAGS_CLASH);
  expect(stdout).toMatch(/^known: bad-flag-pair is shown$/m);
  expect(stdout).toMatch(/^bad-flag-pair \(F14\) at kube-system\/metrics-server: /m);
  expect(stdout).toMatch(
    /seen at metrics-server-8467fcc7b7-x2v9q, \d{4}-.*: panic: .* should be larger than/,
  );
  expect(stdout).toMatch(
    /fix resolution-15s[\s\S]*heals in [\d.]+ s on kind-1\.32\.5 \(run \S+\); not measured on Kubernetes 1\.34\.4/,
  );
  expect(stdout).toMatch(/fix timeout-just-below[^\n]*\n +has no effect/);
  // The cluster's own flags stay.
  expect(stdout).toContain('"args":["--secure-port=10250","--v=2","--metric-resolution=15s"]');
  expect(stdout).toMatch(/^ruled out:$/m);
  expect(stderr).toMatch(/faultline: [\d.]+ s, \d+ requests: /);
  expect(exit).toBe(1);
});

test("two looks at one state give equal documents, and --fail-on turns the code and not the finding", async () => {
  const [one, other] = [
    await diagnosed(FLAGS_CLASH, "-o", "json"),
    await diagnosed(FLAGS_CLASH, "-o", "json"),
  ];
  const timeless = (text: string) => text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>");
  expect(timeless(one.stdout)).toBe(timeless(other.stdout));
  expect((await diagnosed(FLAGS_CLASH, "--fail-on", "unknown")).exit).toBe(0);
});

test("SARIF is what its schema says, and a finding that is known until a day fails nothing", async () => {
  const known = "bad-flag-pair=kube-system/metrics-server@2999-12-31: waits for the chart";
  const { exit, stdout } = await diagnosed(FLAGS_CLASH, "-o", "sarif", "--suppress", known);
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(SARIF_SCHEMA);
  const sarif = JSON.parse(stdout);
  expect(validate(sarif), JSON.stringify(validate.errors)).toBe(true);
  expect(sarif.runs[0].results).toMatchObject([
    { ruleId: "bad-flag-pair", suppressions: [{ justification: "waits for the chart" }] },
  ]);
  expect(exit).toBe(0);
});

test("a log that nobody may read rules nothing out: it cannot tell, and says what was denied", async () => {
  const { exit, stdout } = await diagnosed({ ...FLAGS_CLASH, denied: /\/log$/ }, "-o", "json");
  const { verdict, open } = JSON.parse(stdout);
  expect(verdict).toBe("cannot tell");
  expect(open).toContainEqual({
    code: "bad-flag-pair",
    because: expect.stringMatching(/denied: .*pods\/log is forbidden: User "paul"/),
  });
  expect(exit).toBe(4);
});

test("who may not see figures is told just that", async () => {
  const { exit, stdout } = await diagnosed({ denied: /metrics\.k8s\.io\/v1beta1\/nodes$/ });
  expect(stdout).toMatch(/^known: user-may-not-top is shown$/m);
  expect(stdout).toMatch(/User "paul" cannot list resource "nodes"/);
  expect(exit).toBe(1);
});

test("of a virtual cluster the log that tells is its host's", async () => {
  const inside: FakeCluster = {
    available: {
      status: "False",
      reason: "FailedDiscoveryCheck",
      message:
        "failing or missing response from https://localhost:9001/apis/metrics.k8s.io/v1beta1: context deadline exceeded",
    },
    podAge: null,
    answers: {
      "/apis/metrics.k8s.io/v1beta1": { status: 503, body: "service unavailable" },
      "/apis/metrics.k8s.io/v1beta1/nodes": { body: { items: [] } },
    },
  };
  const alone = await diagnosed(inside, "-o", "json");
  expect(JSON.parse(alone.stdout)).toMatchObject({ verdict: "cannot tell" });
  expect(JSON.parse(alone.stdout).open.map(({ code }: { code: string }) => code)).toContain(
    "vcluster-egress-policy",
  );
  const stamp = new Date().toISOString();
  const host = await fakeApiServer(
    fakeCluster({
      answers: {
        "/api/v1/namespaces/vcluster-vc/pods": { body: { items: [podOf({ namespace: "vcluster-vc" })] } },
        [`/api/v1/namespaces/vcluster-vc/pods/${POD}/log`]: {
          body: `${stamp} ERROR Error while proxying request: context canceled`,
        },
      },
    }).answer,
  );
  const machine = await machineFor(host);
  const kubeconfig = join(machine.root, "kubeconfig");
  const told = await diagnosed(
    inside,
    "--namespace-of-vcluster",
    "vcluster-vc",
    "--host-kubeconfig",
    kubeconfig,
  );
  await host.close();
  expect(told.stdout).toMatch(/^known: vcluster-egress-policy is shown$/m);
  expect(told.exit).toBe(1);
});

test("a breakage that nobody has documented is no guess", async () => {
  const { exit, stdout } = await diagnosed(BROKEN, "-o", "json");
  expect(JSON.parse(stdout)).toMatchObject({ verdict: "unknown", findings: [], open: [] });
  expect(exit).toBe(5);
});

test("a pod that may only be starting is waited for, and past the time there is nothing is said", async () => {
  const { exit, stdout } = await diagnosed({ ...BROKEN, restarts: 0, podAge: 1 }, "--wait", "4");
  expect(stdout).toMatch(/^cannot tell: .* may only be starting/);
  expect(exit).toBe(4);
});

test("an API server that does not answer is none to tell of", async () => {
  const machine = await machineFor({ url: "http://127.0.0.1:1" });
  const { exit, stdout } = await machine.diagnose();
  expect(stdout).toMatch(/^cannot tell: .*ECONNREFUSED/);
  expect(exit).toBe(4);
});

test("bad input is told before anything is asked", async () => {
  const machine = await machineFor({ url: "http://127.0.0.1:1" });
  for (const args of [
    ["--kubeconfig", "/not/there"],
    ["--context", "none"],
    ["--fail-on", "all"],
    ["--suppress", "x"],
    ["--host-context", "h"],
  ])
    expect(await machine.diagnose(...args)).toMatchObject({ exit: 2, stdout: "" });
});

test("a code is explained without any cluster, and one that there is not is told with what was meant", async () => {
  const machine = await freshMachine();
  const explained = await machine.run(["explain", "bad-flag-pair", "-o", "json"]);
  expect(JSON.parse(explained.stdout)).toMatchObject({
    schema: "faultline/explanation@1",
    code: "bad-flag-pair",
    mode: "F14",
  });
  expect(explained.exit).toBe(0);
  const unknown = await machine.run(["explain", "bad-flag-pear"]);
  expect(unknown).toMatchObject({ exit: 2, stdout: "" });
  expect(unknown.stderr).toMatch(/did you mean bad-flag-pair/);
});
