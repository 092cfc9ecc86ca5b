import { expect, test, vi } from "vitest";
import type { FakeCluster } from "../../../fake-cluster.ts";
import { diagnosed, PATIENCE_MS } from "./diagnosing.ts";

vi.setConfig({ testTimeout: PATIENCE_MS });

/** Three scenarios ask for it, each in its own words, and a fourth for the table that kubectl prints of it. */
const DEPLOYMENT = "/apis/apps/v1/namespaces/kube-system/deployments/metrics-server";

test.each<readonly [string, FakeCluster]>([
  ["as released", {}],
  [
    "in another namespace, under the Helm chart's labels",
    { namespace: "metrics", labels: { "app.kubernetes.io/name": "metrics-server" } },
  ],
  ["with a node cordoned", { cordoned: true }],
  ["without any metrics-server", { available: null, podAge: null }],
])("a healthy cluster %s has no finding", async (_, cluster) => {
  const { exit, stdout, asked } = await diagnosed(cluster, "-o", "json");
  expect(JSON.parse(stdout)).toMatchObject({
    schema: "faultline/diagnosis@1",
    verdict: "healthy",
    findings: [],
  });
  expect(exit).toBe(0);
  const times = (path: string) => asked.filter((each) => each === path).length;
  expect(times(DEPLOYMENT)).toBeLessThanOrEqual(2);
  expect(times("/api/v1/namespaces/default/pods/after-cordon")).toBe(0);
  // What kubectl keeps for hours is asked for anew only while it is not there.
  if (cluster.available !== null) expect(times("/apis")).toBe(1);
});
