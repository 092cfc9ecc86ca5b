import { expect, test } from "vitest";
import { cellParts } from "../../../harness/plan/cell-parts.ts";
import { platformText } from "../../../harness/plan/cell-platform.ts";
import { cellsOf } from "../../../harness/plan/cells.ts";
import { componentNeeds } from "../../../harness/plan/component-needs.ts";
import { contentOf } from "../../../harness/plan/content.ts";
import { ownVersionObstacle, unsupportedObstacle } from "../../../harness/plan/obstacle.ts";
import { isAt, pointOf, pointText, scenarioAt, upgradedTo } from "../../../harness/plan/point.ts";
import { selectCells } from "../../../harness/plan/select/select-cells.ts";
import { atVersions } from "../../../harness/scenario/at-versions.ts";
import { scenario } from "../judge/synthetic.ts";

const it = atVersions(scenario);
const reported = pointOf("metrics-server=0.7.2");
const upgraded = upgradedTo(reported, pointOf("metrics-server=0.8.0"));
const [cell] = cellsOf(scenarioAt(it, [upgraded]));
if (!cell) throw new Error("the synthetic scenario has cells");

test("a cell says in its id what its cluster is upgraded to, begins in the state it has without, and is of another content", () => {
  const [plain] = cellsOf(it);
  expect(cell.id).toBe("synthetic-cert/kind-1.32.5+to-metrics-server-0.8.0/insecure-tls");
  expect(platformText(cell.platform)).toBe("kind 1.32.5, upgraded in place to metrics-server 0.8.0");
  expect(cell.stand).toBe(plain?.stand);
  expect(cell.content).not.toBe(plain?.content);
  expect(cell.takenBack).toBeUndefined();
});

test("the upgrade comes after the fix, by the same program, and needs the other release", () => {
  const { platform, fix } = cellParts(it, cell);
  const healthy = it.healthy(platform);
  const fixed = fix.edit(it.fault.edit(healthy));
  const later = fix.afterwards?.edit(fixed);
  expect(healthy.metricsServer.version).toBe("0.7.2");
  expect(fixed.metricsServer.version).toBe("0.7.2");
  expect(later).toEqual({ ...fixed, metricsServer: { ...fixed.metricsServer, version: "0.8.0" } });
  expect(fix.afterwards?.allowedChanges.map(({ resource }) => resource)).toEqual([
    "Deployment",
    "Service",
    "ImageLoad",
  ]);
  expect(componentNeeds([{ scenario: it, cell }])).toEqual(["metrics-server-0.8.0"]);
  expect(contentOf(it, platform, fix)).toBe(cell.content);
});

test("what comes after a fix by its scenario comes before the upgrade", () => {
  const [first] = it.fixes;
  if (!first) throw new Error("no fix");
  const afterwards = {
    edit: (spec: Parameters<typeof first.edit>[0]) => ({
      ...spec,
      dns: { unknownNames: "nxdomain" as const },
    }),
    allowedChanges: [{ resource: "ConfigMap", path: "" }],
  };
  const on = { ...it, fixes: [{ ...first, afterwards }] };
  const { platform, fix } = cellParts(on, cell);
  const later = fix.afterwards?.edit(it.healthy(platform));
  expect(later).toMatchObject({ dns: { unknownNames: "nxdomain" }, metricsServer: { version: "0.8.0" } });
  expect(fix.afterwards?.allowedChanges[0]?.resource).toBe("ConfigMap");
});

test("both sides are told apart, also by the name one asks for them with", () => {
  const cells = cellsOf(scenarioAt(it, [reported, upgraded]), "fixes");
  const at = (point: typeof reported) => cells.filter((each) => isAt(each, point)).map(({ id }) => id);
  expect(at(reported)).toEqual(cellsOf(it, "fixes").map(({ id }) => id));
  expect(at(upgraded)).toEqual(cellsOf(scenarioAt(it, [upgraded]), "fixes").map(({ id }) => id));
  expect(pointText(upgraded)).toBe("metrics-server=0.7.2,to-metrics-server=0.8.0");
  expect(pointOf(pointText(upgraded))).toEqual(upgraded);
  const both = scenarioAt(it, [reported, upgraded]);
  expect(selectCells([both], ["platform:kind-1.32.5"], "fixes")).toHaveLength(cells.length);
});

test("what upstream does not support, and what a distribution brings, is said of the upgrade as well", () => {
  const newest = upgradedTo(reported, pointOf("metrics-server=0.9.0"));
  const reasonsOf = (on: typeof it) =>
    cellsOf(scenarioAt(on, [newest])).map((each) => [unsupportedObstacle(each), ownVersionObstacle(each)])[0];
  expect(reasonsOf(it)).toEqual([
    "upstream supports metrics-server 0.9.0 on Kubernetes >=1.34.0, and this is 1.32.5; --force runs it all the same",
    undefined,
  ]);
  const k0s = { distribution: "k0s", version: "1.32.3", fidelity: "reported" } as const;
  expect(reasonsOf({ ...it, platforms: [k0s] })?.[1]).toBe(
    "k0s brings its own metrics-server, which is not 0.9.0",
  );
});

test.each([
  ["kubernetes=1.32.5", "kubernetes=1.34.4,metrics-server=0.9.0", "upgrades metrics-server alone"],
  ["metrics-server=0.9.0", "metrics-server=0.8.0", "0.8.0 is not later than 0.9.0"],
  ["kubernetes=1.34.4", "kubernetes=1.34.4", "0.7.2 is not later than 0.7.2"],
  ["metrics-server=0.7.2", "to-metrics-server=0.8.0", "leave to-… out"],
])("from %s to %s there is no upgrade in place", (from, to, message) => {
  expect(() => upgradedTo(pointOf(from), pointOf(to))).toThrow(message);
});
