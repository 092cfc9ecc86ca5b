import { expect, test } from "vitest";
import { cellsOf } from "../../../harness/plan/cells.ts";
import type { Fix, Scenario } from "../../../harness/scenario/types.ts";
import cordon from "../../../scenarios/vcluster-cordon.ts";

const [first] = cordon.fixes as readonly [Fix, ...Fix[]];
const cellsWith = (fix: Partial<Fix>) =>
  cellsOf({ ...cordon, fixes: [{ ...first, id: "it", ...fix }] } as Scenario, "fixes");

test("a fix that came with a version has no cell on an earlier one", () => {
  const at = (fromVersion: string) => cellsWith({ fromVersion }).map(({ platform }) => platform.version);
  expect(at("0.20.0")).toEqual(["0.20.0", "0.36.1", "0.23.0", "0.30.0"]);
  expect(at("0.31.0")).toEqual(["0.36.1"]);
});

test("a cell knows its place among its scenario's cells", () => {
  expect(cellsWith({}).map(({ index, platform }) => [index, platform.version])).toEqual([
    [0, "0.20.0"],
    [1, "0.36.1"],
    [2, "0.23.0"],
    [3, "0.30.0"],
  ]);
});

test("what is expected may differ from a version on", () => {
  const expected = { outcome: "no effect", why: "before" } as const;
  const from = { version: "0.23.0", outcome: "heals", why: "since" } as const;
  expect(cellsWith({ expect: { ...expected, from } }).map(({ expected: outcome }) => outcome)).toEqual([
    "no effect",
    "heals",
    "heals",
    "heals",
  ]);
});

test("a cell on a vCluster says which Kubernetes its host runs", () => {
  expect(cellsWith({}).map(({ id, platform }) => [id, platform.kubernetes])).toEqual([
    ["vcluster-cordon/vcluster-0.20.0/it", "1.32.5"],
    ["vcluster-cordon/vcluster-0.36.1/it", "1.32.5"],
    ["vcluster-cordon/vcluster-0.23.0/it", "1.32.5"],
    ["vcluster-cordon/vcluster-0.30.0/it", "1.32.5"],
  ]);
});
