import { expect, test } from "vitest";
import { patchesBetween, type Target } from "../../../../harness/diagnose/fixes/as-patches.ts";
import type { Scenario } from "../../../../harness/scenario/types.ts";
import badFlagPair from "../../../../scenarios/bad-flag-pair.ts";
import countsAnother from "../../../../scenarios/hpa-counts-another-pod.ts";
import rejected from "../../../../scenarios/kubelet-port-rejected.ts";
import noApiService from "../../../../scenarios/no-apiservice.ts";

const HERE = { namespace: "metrics", deployment: "ms", args: ["--v=4", "--metric-resolution=10s"] };

function patches(scenario: Scenario, id: string, target: Target = HERE) {
  const faulty = scenario.fault.edit(
    scenario.healthy(scenario.platforms[0] as Scenario["platforms"][number]),
  );
  const fix = scenario.fixes.find((each) => each.id === id);
  return patchesBetween(faulty, fix?.edit(faulty) ?? faulty, target);
}

test("a flag is changed among those that the cluster has, in its namespace and under its name", async () => {
  const { objects, others } = await patches(badFlagPair, "resolution-15s");
  expect(objects).toMatchObject([
    {
      command: `kubectl -n metrics patch deployment ms --type=strategic -p '{"spec":{"template":{"spec":{"containers":[{"name":"metrics-server","args":["--v=4","--metric-resolution=15s"]}]}}}}'`,
      manifest: expect.stringContaining("- --metric-resolution=15s"),
    },
  ]);
  expect(others).toEqual([]);
});

test("an object that is missing is given whole; a rule of the nodes is no object, and is not typed", async () => {
  const { objects } = await patches(noApiService, "create-apiservice");
  expect(objects).toMatchObject([
    {
      object: "APIService v1beta1.metrics.k8s.io",
      command: expect.stringMatching(/^kubectl apply -f - <<'EOF'\napiVersion: [\s\S]*\nEOF$/),
      manifest: expect.stringMatching(/^apiVersion: apiregistration/),
    },
  ]);
  const rule = await patches(rejected, "open-the-port");
  expect(rule).toMatchObject({ objects: [], others: [{ resource: "NodeRule" }] });
});

test("a pod that an autoscaler counts is called what it is called there, and never what a stand calls it", async () => {
  const target = { ...HERE, counted: { namespace: "shop", pod: "nightly-x7" } };
  const { objects } = await patches(countsAnother, "delete-the-other-pod", target);
  expect(objects).toMatchObject([{ command: "kubectl -n shop delete pod nightly-x7" }]);
});
