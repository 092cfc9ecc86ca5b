import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { fakeApiServer } from "../../../fake-api-server.ts";
import { type FakeCluster, fakeCluster, POD, podOf } from "../../../fake-cluster.ts";
import { diagnosed, machineFor, PATIENCE_MS } from "./diagnosing.ts";

vi.setConfig({ testTimeout: PATIENCE_MS });

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
