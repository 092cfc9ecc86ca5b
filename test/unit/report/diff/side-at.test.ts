import { expect, test } from "vitest";
import type { Cell } from "../../../../harness/plan/cell.ts";
import { isSame, pointOf } from "../../../../harness/plan/point.ts";
import { whyApart } from "../../../../harness/report/diff/apart.ts";
import { sideAt } from "../../../../harness/report/diff/side-at.ts";
import { matrixFrom } from "../../../../harness/report/matrix-from.ts";
import type { Matrix } from "../../../../harness/report/matrix-schema.ts";
import { SyntheticJournal, syntheticCell } from "../../../synthetic-journal.ts";

const [from, to] = [pointOf("kubernetes=1.32.5"), pointOf("kubernetes=1.34.4,metrics-server=0.9.0")];
const cell = (name: string, metricsServer: string, platform: Cell["platform"]) =>
  syntheticCell("a", "right", { id: `a/${name}/right`, metricsServer, platform });
const reported = cell("kind-1.32.5", "0.7.2", { distribution: "kind", version: "1.32.5" });
const newer = cell("kind-1.34.4+metrics-server-0.9.0", "0.9.0", {
  distribution: "kind",
  version: "1.34.4",
  metricsServer: "0.9.0",
});
const served = cell("kind-1.32.5+metrics-server-0.9.0", "0.9.0", {
  distribution: "kind",
  version: "1.32.5",
  metricsServer: "0.9.0",
});
const virtual = cell("vcluster-0.36.1", "0.7.2", {
  distribution: "vcluster",
  version: "0.36.1",
  kubernetes: "1.32.5",
});

const used = (component: string, version: string, origin: "source" | "release" = "source") => ({
  component,
  version,
  origin,
  identity: `of ${component}`,
});
const TOOLCHAIN = [
  used("kind", "0.27.0"),
  used("kubectl", "1.32.5"),
  used("kubectl-1.34.4", "1.34.4"),
  used("node-image", "1.32.5"),
  used("kubernetes", "1.32.5"),
  used("etcd", "3.5.16"),
  used("metrics-server", "0.7.2"),
  used("node-image-1.34.4", "1.34.4"),
  used("metrics-server-0.9.0", "0.9.0"),
];

function run(toolchain: Matrix["run"]["toolchain"] = TOOLCHAIN): Matrix {
  const journal = new SyntheticJournal().started([reported, newer, served, virtual]);
  const matrix = matrixFrom(journal.ended(200).events);
  return { ...matrix, run: { ...matrix.run, toolchain } };
}

test("a side of an upgrade has the cells at its versions, those that it does not name as reported", () => {
  const ids = [from, to].map((point) => sideAt(run(), point).cells.map(({ id }) => id.split("/")[1]));
  expect(ids).toEqual([["kind-1.32.5", "vcluster-0.36.1"], ["kind-1.34.4+metrics-server-0.9.0"]]);
});

test("a side names its components as the reported ones are named, in its versions", () => {
  const versions = [from, to].map((point) => {
    const { toolchain } = sideAt(run(), point).run;
    return Object.fromEntries(toolchain.map(({ component, version }) => [component, version]));
  });
  expect(versions).toEqual([
    {
      ...{ kind: "0.27.0", kubectl: "1.32.5", "node-image": "1.32.5" },
      ...{ kubernetes: "1.32.5", etcd: "3.5.16", "metrics-server": "0.7.2" },
    },
    {
      ...{ kind: "0.27.0", kubectl: "1.34.4", "node-image": "1.34.4" },
      ...{ kubernetes: "1.34.4", "metrics-server": "0.9.0" },
    },
  ]);
});

test("a side whose Kubernetes another kind boots names that one", () => {
  const both = [...TOOLCHAIN, used("kind-0.33.0", "0.33.0"), used("node-image-1.37.2", "1.37.2")];
  const kinds = [from, to, pointOf("kubernetes=1.37.2")].map((point) =>
    sideAt(run(both), point)
      .run.toolchain.filter(({ component }) => component.startsWith("kind"))
      .map(({ component, version }) => [component, version]),
  );
  expect(kinds).toEqual([[["kind", "0.27.0"]], [["kind", "0.27.0"]], [["kind", "0.33.0"]]]);
});

test("nodes that were pulled on one side and built on the other are not compared, with the remedy", () => {
  const apart = (toolchain: Matrix["run"]["toolchain"]) =>
    whyApart(sideAt(run(toolchain), from), sideAt(run(toolchain), to));
  expect(apart(TOOLCHAIN)).toBeUndefined();
  const pulled = TOOLCHAIN.map((each) =>
    each.component === "node-image" ? { ...each, origin: "release" as const } : each,
  );
  expect(apart(pulled)).toBe(
    "built here on one side only: node-image; FAULTLINE_TOOLCHAIN=source builds both sides",
  );
});

test("two ways to say the same versions are the same", () => {
  expect(isSame(from, pointOf("metrics-server=0.7.2"))).toBe(true);
  expect(isSame(to, pointOf("metrics-server=0.9.0"))).toBe(false);
});

test("two sides that differ by Helm alone have the cells of each, and each names its own as helm", () => {
  const by = { ...virtual.platform, helm: "4.1.4" };
  const other = cell("vcluster-0.36.1+helm-4.1.4", "0.7.2", by);
  const toolchain = [used("helm", "3.17.2"), used("helm-4.1.4", "4.1.4")];
  const { events } = new SyntheticJournal().started([virtual, other]).ended(200);
  const matrix = matrixFrom(events);
  const both = { ...matrix, run: { ...matrix.run, toolchain } };
  const sides = ["helm=3.17.2", "helm=4.1.4"].map((text) => sideAt(both, pointOf(text)));
  expect(sides.map(({ cells }) => cells.map(({ id }) => id))).toEqual([[virtual.id], [other.id]]);
  expect(
    sides.map(({ run: of }) => of.toolchain.map(({ component, version }) => [component, version])),
  ).toEqual([[["helm", "3.17.2"]], [["helm", "4.1.4"]]]);
  expect(both.cells.map(({ versions }) => versions.helm)).toEqual([undefined, "4.1.4"]);
});
