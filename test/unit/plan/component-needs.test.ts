import { expect, test } from "vitest";
import { componentNeeds, scenarioNeeds } from "../../../harness/plan/component-needs.ts";
import { atVersions } from "../../../harness/scenario/at-versions.ts";
import type { Platform, Scenario } from "../../../harness/scenario/types.ts";
import { healthyStand } from "../../../stacks/healthy/kind.ts";

const platform: Platform = { distribution: "kind", version: "1.32.5", fidelity: "reported" };

/** Three servers; the fault wants a policy engine, one fix a virtual cluster. */
const scenario = {
  id: "x",
  platforms: [platform],
  healthy: () => healthyStand({ cluster: { servers: 3, podNetwork: "flannel-vxlan" } }),
  fault: { edit: (spec) => ({ ...spec, policyEngine: true }) },
  fixes: [
    { id: "nothing", edit: (spec) => spec },
    { id: "virtual", edit: (spec) => ({ ...spec, vcluster: { version: "0.36.1", values: {} } }) },
  ],
} as Pick<Scenario, "id" | "platforms" | "healthy"> & {
  readonly fault: Pick<Scenario["fault"], "edit">;
  readonly fixes: readonly Pick<Scenario["fixes"][number], "id" | "edit">[];
} as Scenario;

test("every state a cell goes through counts, and no fix of another cell", () => {
  expect(componentNeeds([{ scenario, cell: { platform, fix: "nothing" } }])).toEqual([
    "flannel",
    "haproxy",
    "network-policies",
  ]);
  expect(scenarioNeeds(scenario, platform)).toEqual([
    "flannel",
    "haproxy",
    "helm",
    "network-policies",
    "vcluster-0.36.1",
    "vcluster-kubernetes",
  ]);
});

test("another metrics-server than the nodes have is a component of its own", () => {
  const newer = { ...platform, metricsServer: "0.8.0" };
  const needed = componentNeeds([
    { scenario: atVersions(scenario), cell: { platform: newer, fix: "nothing" } },
  ]);
  expect(needed).toContain("metrics-server-0.8.0");
});

test("a cell of a stand as every run has it needs nothing beside", () => {
  const plain = {
    ...scenario,
    healthy: () => healthyStand(),
    fault: { ...scenario.fault, edit: healthyStand },
  };
  expect(
    componentNeeds([{ scenario: plain as unknown as Scenario, cell: { platform, fix: "nothing" } }]),
  ).toEqual([]);
});

test("vCluster took the control plane's programs from their own images until 0.26", () => {
  const from = (version: string) =>
    scenarioNeeds(
      { ...scenario, healthy: () => ({ ...healthyStand(), vcluster: { version, values: {} } }), fixes: [] },
      platform,
    );
  expect(from("0.23.0")).not.toContain("vcluster-kubernetes");
  expect(from("0.30.0")).toContain("vcluster-kubernetes");
});
