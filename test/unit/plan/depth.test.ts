import { expect, test } from "vitest";
import { cellParts } from "../../../harness/plan/cell-parts.ts";
import { cellsOf } from "../../../harness/plan/cells.ts";
import type { Depth } from "../../../harness/plan/depth.ts";
import { selectCells } from "../../../harness/plan/select/select-cells.ts";
import { scenario } from "../judge/synthetic.ts";

const [healing, wrong] = scenario.fixes;
if (!healing || !wrong) throw new Error("the synthetic scenario has two fixes");
const byHand = { ...healing, id: "by-hand", act: [{ kubectl: ["delete", "pod", "x"], why: "by hand" }] };
const it = { ...scenario, fixes: [byHand, healing, { ...healing, id: "another" }, wrong] };

const at = (depth: Depth) => cellsOf(it, depth).map(({ fix, takenBack = false }) => [fix, takenBack]);

test("with fixes alone each is tried, and neither taken back nor left out", () => {
  expect(at("fixes")).toEqual([
    ["by-hand", false],
    ["insecure-tls", false],
    ["another", false],
    ["wrong", false],
  ]);
});

test("by default nothing is tried as well, and the first that the program alone has healed is taken back", () => {
  expect(at("default")).toEqual([
    ["by-hand", false],
    ["insecure-tls", true],
    ["another", false],
    ["wrong", false],
    ["nothing", false],
  ]);
});

test("with relapse all that the program alone has healed are taken back", () => {
  expect(at("relapse")).toEqual([
    ["by-hand", false],
    ["insecure-tls", true],
    ["another", true],
    ["wrong", false],
    ["nothing", false],
  ]);
  const last = cellsOf(it, "relapse").at(-1);
  expect(last && cellParts(it, last).fix.expect.outcome).toBe("no effect");
});

test("what a depth does not hold cannot be selected", () => {
  expect(() => selectCells([it], ["synthetic-cert/nothing"], "fixes")).toThrow("no scenario matches");
  expect(selectCells([it], ["synthetic-cert/nothing"])).toHaveLength(1);
});

test("a fix that is taken back takes longer", () => {
  const [, plain] = cellsOf(it, "fixes");
  const [, deep] = cellsOf(it);
  expect(deep?.estimateSeconds).toBe((plain?.estimateSeconds ?? 0) + 30 + 15);
});
