import { execFileSync } from "node:child_process";
import { access, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { processContext } from "../../harness/context.ts";
import { openEnvironment, type RunEnvironment } from "../../harness/run/environment.ts";
import { openStand } from "../../harness/stand/open-stand.ts";
import type { Stand, StandUp } from "../../harness/stand/stand.ts";
import { withoutArg } from "../../stacks/edits/metrics-server.ts";
import { healthyStand } from "../../stacks/healthy/kind.ts";

const NAME = `faultline-live-stand-${process.pid}`;
const HEALTHY = healthyStand();
const FAULTY = withoutArg(HEALTHY, "kubelet-insecure-tls");
const FLAG = "spec.template.spec.containers[0].args[5]";

let state: string;
let environment: RunEnvironment;
let stand: Stand;
let up: StandUp;

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), "faultline-live-stand-"));
  const context = processContext(new AbortController().signal);
  environment = await openEnvironment({
    context,
    run: `live-${process.pid}`,
    kubernetes: [HEALTHY.cluster.version],
    kept: false,
    progress: () => {},
  });
  stand = await openStand({
    name: NAME,
    workDir: join(state, "work"),
    backend: join(state, "backend"),
    pulumiHome: environment.pulumiHome,
    pulumi: environment.toolchain.tools.pulumi,
    nodeImage: environment.toolchain.nodeImage(HEALTHY.cluster.version),
    env: environment.childEnv,
  });
});

afterAll(async () => {
  await environment?.release();
  await rm(state, { recursive: true, force: true });
});

function kubectl(...args: string[]): string {
  const fresh = join(state, `cache-${performance.now()}`);
  const all = ["--kubeconfig", up.kubeconfig, "--cache-dir", fresh, ...args];
  return execFileSync(environment.toolchain.tools.kubectl, all, { encoding: "utf8", stdio: "pipe" });
}

const docker = (...args: string[]) =>
  execFileSync(environment.toolchain.tools.docker, args, { encoding: "utf8", env: environment.childEnv });

function topWorks(): boolean {
  try {
    return kubectl("top", "nodes").includes(`${NAME}-control-plane`);
  } catch {
    return false;
  }
}

const eventually = { timeout: 180_000, interval: 1000 };

it("makes a cluster on which kubectl top works", async () => {
  up = await stand.up(HEALTHY);
  expect(up.nodes).toEqual([`${NAME}-control-plane`]);
  expect(up.servers).toMatchObject([{ url: expect.stringMatching(/^https:/) }]);
  await expect.poll(topWorks, eventually).toBe(true);
});

it("keeps the cluster's credentials from everybody else", async () => {
  expect((await stat(up.kubeconfig)).mode & 0o777).toBe(0o600);
  const key = /client-key-data: (\S{40})/.exec(kubectl("config", "view", "--raw"))?.[1] ?? "no key";
  expect(key).not.toBe("no key");
  const found = execFileSync("grep", ["-rlF", key, state], { encoding: "utf8" }).trim();
  expect(found).toBe(up.kubeconfig);
});

it("previews one changed flag as one property and changes nothing", async () => {
  const generation = () =>
    kubectl("get", "deploy", "-nkube-system", "metrics-server", "-ojsonpath={.metadata.generation}");
  const before = generation();
  expect(await stand.preview(FAULTY)).toMatchObject([
    {
      resource: "Deployment",
      op: "update",
      paths: [{ path: FLAG, kind: "delete", before: "--kubelet-insecure-tls" }],
    },
  ]);
  expect(generation()).toBe(before);
});

it("applies a fault without waiting for what it breaks, and heals it", async () => {
  const startedAt = performance.now();
  const { changes } = await stand.up(FAULTY);
  expect(performance.now() - startedAt).toBeLessThan(60_000);
  expect(changes).toHaveLength(1);
  await expect.poll(topWorks, eventually).toBe(false);
  await stand.up(HEALTHY);
  await expect.poll(topWorks, eventually).toBe(true);
});

it("leaves no lock when interrupted", async () => {
  const abort = new AbortController();
  const stopped = stand.up(FAULTY, {
    signal: abort.signal,
    onChange: () => abort.abort(new Error("enough")),
  });
  await expect(stopped).rejects.toMatchObject({ code: "STAND_INTERRUPTED" });
  await stand.up(HEALTHY);
  await expect.poll(topWorks, eventually).toBe(true);
});

it("sees by refresh what was changed behind its back and puts it right", async () => {
  kubectl("delete", "service", "-nkube-system", "metrics-server");
  expect(await stand.refresh()).toMatchObject([
    { resource: "Service", name: "metrics-server", op: "delete" },
  ]);
  const { changes } = await stand.up(HEALTHY);
  expect(changes).toMatchObject([{ resource: "Service", op: "create" }]);
  await expect.poll(topWorks, eventually).toBe(true);
});

it("gives the API server another flag without a new cluster", async () => {
  const before = kubectl("get", "namespace", "kube-system", "-ojsonpath={.metadata.uid}");
  up = await stand.up({ ...HEALTHY, cluster: { ...HEALTHY.cluster, apiServerArgs: { v: "3" } } });
  expect(up.changes).toMatchObject([{ resource: "KindCluster", op: "update" }]);
  expect(docker("exec", `${NAME}-control-plane`, "pgrep", "-fa", "^kube-apiserver")).toContain("--v=3");
  await expect.poll(topWorks, eventually).toBe(true);
  expect(kubectl("get", "namespace", "kube-system", "-ojsonpath={.metadata.uid}")).toBe(before);
});

it("makes cluster and objects anew when the number of nodes changes", async () => {
  const before = kubectl("get", "namespace", "kube-system", "-ojsonpath={.metadata.uid}");
  up = await stand.up({ ...HEALTHY, cluster: { ...HEALTHY.cluster, workers: 1 } });
  expect(up.changes.filter(({ op }) => op !== "replace")).toEqual([]);
  expect(up.changes.map(({ resource }) => resource)).toEqual(
    expect.arrayContaining(["KindCluster", "ImageLoad", "Deployment", "APIService"]),
  );
  await expect.poll(topWorks, eventually).toBe(true);
  expect(kubectl("get", "namespace", "kube-system", "-ojsonpath={.metadata.uid}")).not.toBe(before);
});

it("destroys cluster and network without asking the cluster", async () => {
  docker("pause", `${NAME}-control-plane`);
  await stand.destroy();
  expect(docker("ps", "-aq", "--filter", `name=${NAME}`)).toBe("");
  expect(docker("network", "ls", "-q", "--filter", `name=${NAME}`)).toBe("");
  await expect(access(up.kubeconfig)).rejects.toThrow("ENOENT");
});
