import { expect, test } from "vitest";
import type { Cell } from "../../../harness/plan/cell.ts";
import { planRun, withoutBlocked } from "../../../harness/plan/plan.ts";

const cell = (scenario: string, fix: string, estimateSeconds: number): Cell => ({
  id: `${scenario}/kind-1.32.5/${fix}`,
  scenario,
  threads: [],
  platform: { distribution: "kind", version: "1.32.5" },
  fidelity: "same mechanism",
  fix,
  claim: "heals",
  expected: "heals",
  stand: `${scenario}/kind-1.32.5`,
  estimateSeconds,
});

const cells = [cell("short", "a", 50), cell("long", "a", 60), cell("short", "b", 5), cell("long", "b", 60)];

test("cells of one scenario share a stand, the longest stand starts first, cells keep their order", () => {
  const plan = planRun(cells, () => undefined, { fresh: false, parallel: 6 });
  expect(plan.stands.map((stand) => stand.cells.map(({ id }) => id))).toEqual([
    ["long/kind-1.32.5/a", "long/kind-1.32.5/b"],
    ["short/kind-1.32.5/a", "short/kind-1.32.5/b"],
  ]);
});

test("--fresh gives every cell a stand of its own", () => {
  const plan = planRun(cells, () => undefined, { fresh: true, parallel: 6 });
  expect(plan.stands).toHaveLength(4);
  expect(plan.stands.every((stand) => stand.cells.length === 1)).toBe(true);
});

test("a cell that cannot run here is named with its reason and is in no stand", () => {
  const plan = planRun(cells, ({ fix }) => (fix === "b" ? "image not obtainable here" : undefined), {
    fresh: false,
    parallel: 6,
  });
  expect(plan.notRun.map(({ cell: { id }, reason }) => [id, reason])).toEqual([
    ["short/kind-1.32.5/b", "image not obtainable here"],
    ["long/kind-1.32.5/b", "image not obtainable here"],
  ]);
  expect(plan.stands.flatMap((stand) => stand.cells.map(({ fix }) => fix))).toEqual(["a", "a"]);
});

test("what turns out to be in the way later takes its part of the estimate with it", () => {
  const plan = planRun(cells, () => undefined, { fresh: true, parallel: 6 });
  const estimated = { ...plan, estimate: { seconds: 590, pace: 2 } };
  const blocked = withoutBlocked(estimated, ({ fix }) => (fix === "b" ? "no image" : undefined));
  // Each cluster is 30 s: 170 of 295 s are left.
  expect(blocked.estimate).toEqual({ seconds: 340, pace: 2 });
  expect(withoutBlocked(estimated, () => undefined)).toBe(estimated);
});
