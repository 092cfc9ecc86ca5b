import { expect, test, vi } from "vitest";
import type { FakeCluster } from "../../../fake-cluster.ts";
import { diagnosed, PATIENCE_MS } from "./diagnosing.ts";

vi.setConfig({ testTimeout: PATIENCE_MS });

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
