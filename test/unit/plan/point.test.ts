import { expect, test } from "vitest";
import { pointOption } from "../../../harness/cli/point-option.ts";
import { cellParts } from "../../../harness/plan/cell-parts.ts";
import { platformName } from "../../../harness/plan/cell-platform.ts";
import { cellsOf } from "../../../harness/plan/cells.ts";
import { componentNeeds } from "../../../harness/plan/component-needs.ts";
import { contentOf } from "../../../harness/plan/content.ts";
import {
  otherSideObstacle,
  ownKubernetesObstacle,
  ownVersionObstacle,
  unsupportedObstacle,
} from "../../../harness/plan/obstacle.ts";
import { type Point, pointOf, scenarioAt } from "../../../harness/plan/point.ts";
import { selectCells } from "../../../harness/plan/select/select-cells.ts";
import { withHealings } from "../../../harness/plan/with-healings.ts";
import { atVersions } from "../../../harness/scenario/at-versions.ts";
import { scenario } from "../judge/synthetic.ts";
import { virtual } from "./virtual-platform.ts";

const it = atVersions(scenario);
const [reported, newer, newest] = [
  pointOf("metrics-server=0.7.2"),
  pointOf("metrics-server=0.8.0"),
  pointOf("metrics-server=0.9.0"),
];

test("at the reported versions every cell is what it is without", () => {
  expect(cellsOf(scenarioAt(it, [reported]))).toEqual(cellsOf(it));
});

test("at another version a cell says so in its id, begins in a state of its own and is of another content", () => {
  const [cell] = cellsOf(scenarioAt(it, [newer]));
  const [plain] = cellsOf(it);
  expect(cell).toMatchObject({
    id: "synthetic-cert/kind-1.32.5+metrics-server-0.8.0/insecure-tls",
    metricsServer: "0.8.0",
    platform: { distribution: "kind", version: "1.32.5", metricsServer: "0.8.0" },
  });
  expect(cell?.stand).not.toBe(plain?.stand);
  expect(cell?.content).not.toBe(plain?.content);
});

test("a worker that knows the scenario's file alone finds the platform of the cell, and its healthy state", () => {
  const both = scenarioAt(it, [newer, reported]);
  const cells = cellsOf(both);
  const versions = cells.map((cell) => it.healthy(cellParts(it, cell).platform).metricsServer.version);
  expect(new Set(versions)).toEqual(new Set(["0.8.0", "0.7.2"]));
  for (const cell of cells) {
    const { platform, fix } = cellParts(it, cell);
    expect(contentOf(it, platform, fix)).toBe(cell.content);
  }
});

test("a vCluster that is asked for, of the full profile alone, is the one that its worker finds", () => {
  const full = { ...virtual, version: "0.23.0", profile: "full" } as const;
  const on = { ...it, platforms: [{ ...full, version: "0.20.0" }, full] };
  const cells = cellsOf(scenarioAt(on, [pointOf("vcluster=0.23.0")]));
  expect(new Set(cells.map(({ platform }) => platform.version))).toEqual(new Set(["0.23.0"]));
  for (const cell of cells) {
    const { platform, fix } = cellParts(on, cell);
    expect(contentOf(on, platform, fix)).toBe(cell.content);
  }
});

test("at another Kubernetes kind's own version is that, with its node image and kubectl, and what upstream supports there runs", () => {
  const at = scenarioAt(it, [pointOf("kubernetes=1.34.4,metrics-server=0.9.0")]);
  const [cell] = cellsOf(at);
  expect(cell).toMatchObject({
    id: "synthetic-cert/kind-1.34.4+metrics-server-0.9.0/insecure-tls",
    platform: { distribution: "kind", version: "1.34.4", metricsServer: "0.9.0" },
  });
  if (!cell) throw new Error("no cell");
  expect(unsupportedObstacle(cell)).toBeUndefined();
  const { platform, fix } = cellParts(it, cell);
  expect(it.healthy(platform).cluster.version).toBe("1.34.4");
  expect(contentOf(it, platform, fix)).toBe(cell.content);
  expect(componentNeeds([{ scenario: it, cell }])).toEqual([
    "etcd-3.6.5",
    "kubectl-1.34.4",
    "kubernetes-1.34.4",
    "metrics-server-0.9.0",
    "node-image-1.34.4",
  ]);
});

test.each([
  ["1.36.3", "etcd-3.6.8"],
  ["1.37.2", "etcd-3.7.0"],
])("Kubernetes %s wants a kind that writes kubeadm's newer configuration, and %s", (version, etcd) => {
  const [cell] = cellsOf(scenarioAt(it, [pointOf(`kubernetes=${version}`)]));
  if (!cell) throw new Error("no cell");
  expect(componentNeeds([{ scenario: it, cell }])).toEqual([
    etcd,
    "kind-0.33.0",
    ...["kubectl", "kubernetes", "node-image"].map((name) => `${name}-${version}`),
  ]);
});

test("what stands on kind's nodes is not tried on another Kubernetes yet, and says so", () => {
  const on = { ...it, platforms: [virtual] };
  const cells = ["kubernetes=1.32.5", "kubernetes=1.34.4"].flatMap((text) =>
    cellsOf(scenarioAt(on, [pointOf(text)]), "fixes").slice(0, 1),
  );
  expect(cells.map(({ id }) => id.split("/")[1])).toEqual([
    "vcluster-0.36.1",
    "vcluster-0.36.1+kubernetes-1.34.4",
  ]);
  expect(cells.map(ownKubernetesObstacle)).toEqual([
    undefined,
    "vcluster is not tried on Kubernetes 1.34.4 yet",
  ]);
});

test("k0s brings its own metrics-server: a cell at another version says so instead of running", () => {
  const k0s = { distribution: "k0s", version: "1.32.3", fidelity: "reported" } as const;
  const on = { ...it, platforms: [k0s] };
  const reasons = [reported, newer].map(
    (point) => cellsOf(scenarioAt(on, [point])).map(ownVersionObstacle)[0],
  );
  expect(reasons).toEqual([undefined, "k0s brings its own metrics-server, which is not 0.8.0"]);
});

test("nobody has reported what is asked for", () => {
  const on = { ...it, platforms: it.platforms.map((each) => ({ ...each, fidelity: "reported" as const })) };
  const fidelities = [reported, newer].map((point) => cellsOf(scenarioAt(on, [point]))[0]?.fidelity);
  expect(fidelities).toEqual(["reported", "same mechanism"]);
});

test("the same version twice is once", () => {
  const parse = pointOption().parseArg as (text: string, before: readonly Point[]) => readonly Point[];
  expect(parse("metrics-server=0.8.0", [newer])).toEqual([newer]);
  expect(parse("metrics-server=0.9.0", [newer])).toEqual([newer, newest]);
});

test.each([
  ["metrics-server=1.0.0", "there is no metrics-server 1.0.0 here; there are 0.7.2, 0.8.0, 0.9.0"],
  ["metrics-server=constructor", "there is no metrics-server constructor here"],
  ["0.8.0", '"0.8.0" names no versions: write kubernetes=<version>, metrics-server=<version>'],
  ["kubernetes=1.29.0", "there is no kubernetes 1.29.0 here; there are 1.32.5, 1.34.4, 1.36.3, 1.37.2"],
  ["coredns=1.11.3", '"coredns=1.11.3" names no versions'],
  ["metrics-server=0.8.0,metrics-server=0.9.0", "names a component twice"],
  ["metrics-server=0.8.0=1", "names no versions"],
])("%s is refused with what there is", (text, message) => {
  expect(() => pointOf(text)).toThrow(message);
});

test("what upstream does not support together is not run, and says what would run it", () => {
  const reasons = [reported, newer, newest].map((point) =>
    cellsOf(scenarioAt(it, [point]))
      .map(unsupportedObstacle)
      .at(0),
  );
  expect(reasons).toEqual([
    undefined,
    undefined,
    "upstream supports metrics-server 0.9.0 on Kubernetes >=1.34.0, and this is 1.32.5; --force runs it all the same",
  ]);
});

test.each([
  ["platform:*metrics-server-0.8.0", ["0.8.0"]],
  ["platform:kind-1.32.5", ["0.7.2", "0.8.0"]],
  ["synthetic-cert/kind-1.32.5/wrong", ["0.7.2", "0.8.0"]],
  ["synthetic-cert/kind-1.32.5+metrics-server-0.8.0/wrong", ["0.8.0"]],
  ["!platform:*metrics-server-0.8.0", ["0.7.2"]],
])(
  "%s selects cells with metrics-server %j: a platform's name means both sides of an upgrade",
  (selector, versions) => {
    const both = scenarioAt(it, [reported, newer]);
    const found = selectCells([both], [selector]).map(({ cell }) => cell.metricsServer);
    expect(new Set(found)).toEqual(new Set(versions));
  },
);

test("a control at a version that nobody has recorded is watched for as long as at the reported one", () => {
  const healing = { fix: "insecure-tls", healedMs: 80_000, healthyStartMs: 20_000 };
  const candidates = cellsOf(scenarioAt(it, [newer])).map((cell) => ({ scenario: it, cell }));
  const [, control] = withHealings(candidates, { "synthetic-cert/kind-1.32.5": healing });
  expect(control?.cell.slowestHealing).toEqual(healing);
  const own = { ...healing, healedMs: 90_000 };
  const known = {
    "synthetic-cert/kind-1.32.5": healing,
    "synthetic-cert/kind-1.32.5+metrics-server-0.8.0": own,
  };
  expect(withHealings(candidates, known)[1]?.cell.slowestHealing).toEqual(own);
});

test("of an upgrade no cell runs whose other side cannot", () => {
  const on = scenarioAt({ ...it, platforms: [...it.platforms, virtual] }, [
    pointOf("kubernetes=1.32.5"),
    pointOf("kubernetes=1.34.4"),
  ]);
  const cells = cellsOf(on, "fixes").filter(({ fix }) => fix === "wrong");
  const blocked = otherSideObstacle(cells, ownKubernetesObstacle);
  expect(cells.map((cell) => [platformName(cell.platform), blocked(cell)])).toEqual([
    ["kind-1.32.5", undefined],
    ["vcluster-0.36.1", "its other side is not run: vcluster is not tried on Kubernetes 1.34.4 yet"],
    ["kind-1.34.4", undefined],
    [
      "vcluster-0.36.1+kubernetes-1.34.4",
      "its other side is not run: vcluster is not tried on Kubernetes 1.34.4 yet",
    ],
  ]);
});

test("versions that mean the same twice are planned once, and a platform's name means it with any metrics-server", () => {
  const twice = scenarioAt(it, [pointOf("kubernetes=1.32.5"), pointOf("metrics-server=0.7.2")]);
  expect(cellsOf(twice)).toEqual(cellsOf(it));
  const at = scenarioAt(it, [pointOf("kubernetes=1.34.4,metrics-server=0.9.0")]);
  expect(selectCells([at], ["platform:kind-1.34.4"]).length).toBe(cellsOf(at).length);
});
