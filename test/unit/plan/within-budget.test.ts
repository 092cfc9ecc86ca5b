import { expect, test } from "vitest";
import type { Candidate } from "../../../harness/plan/select/terms.ts";
import { withinBudget } from "../../../harness/plan/select/within-budget.ts";
import { syntheticCell } from "../../synthetic-journal.ts";
import { scenario } from "../judge/synthetic.ts";

const candidate = (of: string, fix: string, estimateSeconds: number, wrong = false): Candidate => ({
  scenario,
  cell: syntheticCell(of, fix, { estimateSeconds, ...(wrong && { expected: "no effect" as const }) }),
});
const nothing = (of: string, seconds: number): Candidate => {
  const { cell } = candidate(of, "nothing", seconds, true);
  return { scenario, cell: { ...cell, claim: "no effect" } };
};
const short = [
  candidate("short", "right", 60),
  candidate("short", "wrong", 100, true),
  nothing("short", 100),
];
const long = [
  candidate("long", "right", 300),
  candidate("long", "wrong", 250, true),
  candidate("long", "other", 320),
  nothing("long", 250),
];
const all = [...long, ...short];
const seconds = (of: readonly Candidate[]) => of.reduce((sum, { cell }) => sum + cell.estimateSeconds, 0);
const within = (limit: number) =>
  withinBudget(all, Math.round(limit / 60), (kept) => seconds(kept) <= limit).map(
    ({ cell }) => `${cell.scenario}/${cell.fix}`,
  );

test("what fits stays whole, in its order", () => {
  expect(withinBudget(all, 1, () => true)).toEqual(all);
});

test("what tells least for each of its minutes goes first, and no more than has to", () => {
  expect(within(seconds(all) - 1)).toEqual([
    "long/right",
    "long/wrong",
    "long/nothing",
    ...["right", "wrong", "nothing"].map((fix) => `short/${fix}`),
  ]);
  expect(within(810)).toEqual(["long/right", "long/wrong", "short/right", "short/wrong", "short/nothing"]);
});

test("a scenario's first fix is the last of it to go: a control alone proves nothing", () => {
  const left = Array.from({ length: 12 }, (_, i) => within(60 + i * 100));
  for (const kept of left)
    for (const of of ["long", "short"])
      if (kept.some((name) => name.startsWith(of))) expect(kept).toContain(`${of}/right`);
  expect(left[0]).toEqual(["short/right"]);
});

test("where not one cell fits, it says what helps", () => {
  expect(() => within(59)).toThrow(/no cell can be built for and run within 1 minutes; --budget takes more/);
});
