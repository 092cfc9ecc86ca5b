import { expect, test } from "vitest";
import { cellParts } from "../../../harness/plan/cell-parts.ts";
import { platformName } from "../../../harness/plan/cell-platform.ts";
import { cellsOf } from "../../../harness/plan/cells.ts";
import { componentNeeds } from "../../../harness/plan/component-needs.ts";
import { contentOf } from "../../../harness/plan/content.ts";
import { otherHelmObstacle } from "../../../harness/plan/obstacle.ts";
import { pointOf, scenarioAt } from "../../../harness/plan/point.ts";
import { selectCells } from "../../../harness/plan/select/select-cells.ts";
import { atVersions } from "../../../harness/scenario/at-versions.ts";
import { healthyVCluster } from "../../../stacks/healthy/vcluster.ts";
import { scenario } from "../judge/synthetic.ts";
import { virtual } from "./virtual-platform.ts";

const it = atVersions(scenario);

test("another Helm is asked for where a vCluster is, installs it, and its cell says so", () => {
  const installed = { ...healthyVCluster("0.36.1"), cluster: it.healthy(virtual).cluster };
  const on = atVersions({ ...it, platforms: [...it.platforms, virtual], healthy: () => installed });
  const [usual, other] = ["helm=3.17.2", "helm=4.1.4"].map((text) =>
    cellsOf(scenarioAt(on, [pointOf(text)])),
  );
  expect(new Set(usual?.map(({ platform }) => platformName(platform)))).toEqual(new Set(["vcluster-0.36.1"]));
  const [cell] = other ?? [];
  expect(cell?.id).toBe("synthetic-cert/vcluster-0.36.1+helm-4.1.4/insecure-tls");
  if (!cell) throw new Error("no cell");
  const { platform, fix } = cellParts(on, cell);
  expect(on.healthy(platform).vcluster?.helm).toBe("4.1.4");
  expect(contentOf(on, platform, fix)).toBe(cell.content);
  expect(componentNeeds([{ scenario: on, cell }])).toContain("helm-4.1.4");
  expect(componentNeeds([{ scenario: on, cell }])).not.toContain("helm");
  expect(selectCells([scenarioAt(on, [pointOf("helm=4.1.4")])], ["platform:vcluster-0.36.1"])).toHaveLength(
    other?.length ?? 0,
  );
});

test("where one side of an upgrade names a Helm there is nothing but what it installs, and what it does not install says so", () => {
  const on = atVersions({
    ...it,
    platforms: [...it.platforms, virtual],
    healthy: () => healthyVCluster("0.36.1"),
  });
  const both = scenarioAt(on, [pointOf("kubernetes=1.32.5"), pointOf("helm=4.1.4")]);
  const names = cellsOf(both, "fixes").map(({ platform }) => platformName(platform));
  expect(new Set(names)).toEqual(new Set(["vcluster-0.36.1", "vcluster-0.36.1+helm-4.1.4"]));
  const none = { ...scenarioAt(it, [pointOf("helm=4.1.4")]), id: "on-nodes" };
  expect(() => selectCells([both, none], [none.id])).toThrow(/on-nodes has no platform that the versions/);
});

test("another Helm than every run's is not to be had on another processor, and its cells alone are not run", () => {
  const on = { ...scenario, healthy: () => healthyVCluster("0.36.1"), platforms: [virtual] };
  const [usual, other] = ["helm=3.17.2", "helm=4.1.4"].map((text) => {
    const asked = scenarioAt(atVersions(on), [pointOf(text)]);
    return cellsOf(asked, "fixes").map((each) => ({ scenario: asked, cell: each }));
  });
  const all = [...(usual ?? []), ...(other ?? [])];
  const reasons = (arch: string) => all.map(({ cell: each }) => otherHelmObstacle({ arch }, all)(each));
  expect(new Set(reasons("x64"))).toEqual(new Set([undefined]));
  const why = "helm-4.1.4 is to be had for amd64 only, and this machine is arm64";
  expect(reasons("arm64")).toEqual(all.map(({ cell: each }) => (each.platform.helm ? why : undefined)));
});
