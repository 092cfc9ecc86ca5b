import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Ajv } from "ajv";
import { expect, test, vi } from "vitest";
import { diagnosed, FLAGS_CLASH, PATIENCE_MS } from "./diagnosing.ts";

/**
 * As published: github.com/oasis-tcs/sarif-spec, sarif-2.1/schema/sarif-schema-2.1.0.json. It calls itself draft 4, whose words it uses
 * have not changed since but for the name of its id.
 */
const {
  $schema: _,
  id: __,
  ...SARIF_SCHEMA
} = JSON.parse(
  gunzipSync(readFileSync(join(import.meta.dirname, "../../../sarif-schema-2.1.0.json.gz"))).toString(),
);
vi.setConfig({ testTimeout: PATIENCE_MS });

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

test("who may not see figures is told just that", async () => {
  const { exit, stdout } = await diagnosed({ denied: /metrics\.k8s\.io\/v1beta1\/nodes$/ });
  expect(stdout).toMatch(/^known: user-may-not-top is shown$/m);
  expect(stdout).toMatch(/User "paul" cannot list resource "nodes"/);
  expect(exit).toBe(1);
});
