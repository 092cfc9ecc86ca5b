import { expect, test } from "vitest";
import { cellParts } from "../../../harness/plan/cell-parts.ts";
import { cellsOf } from "../../../harness/plan/cells.ts";
import type { Depth } from "../../../harness/plan/depth.ts";
import { selectCells } from "../../../harness/plan/select/select-cells.ts";
import { scenario } from "../judge/synthetic.ts";

const [healing, wrong] = scenario.fixes;
if (!healing || !wrong) throw new Error("the synthetic scenario has two fixes");
const byHand = { ...healing, id: "by-hand", act: [{ kubectl: ["delete", "pod", "x"], why: "by hand" }] };
const it = { ...scenario, fixes: [healing, byHand, wrong] };

const at = (depth: Depth) => cellsOf(it, depth).map(({ fix, takenBack = false }) => [fix, takenBack]);

test("by default fixes are tried, and neither taken back nor left out", () => {
  expect(at("default")).toEqual([
    ["insecure-tls", false],
    ["by-hand", false],
    ["wrong", false],
  ]);
});

test("with relapse nothing is tried as well, and what the program alone has healed is taken back", () => {
  expect(at("relapse")).toEqual([
    ["insecure-tls", true],
    ["by-hand", false],
    ["wrong", false],
    ["nothing", false],
  ]);
  const last = cellsOf(it, "relapse").at(-1);
  expect(last && cellParts(it, last).fix.expect.outcome).toBe("no effect");
});

test("what a depth does not hold cannot be selected", () => {
  expect(() => selectCells([it], ["synthetic-cert/nothing"])).toThrow("no scenario matches");
  expect(selectCells([it], ["synthetic-cert/nothing"], "relapse")).toHaveLength(1);
});

test("a fix that is taken back takes longer", () => {
  const [plain] = cellsOf(it);
  const [deep] = cellsOf(it, "relapse");
  expect(deep?.estimateSeconds).toBe((plain?.estimateSeconds ?? 0) + 30 + 15);
});
