import { validate } from "ctrf";
import { expect, test } from "vitest";
import { ctrfFrom } from "../../../harness/report/ctrf.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";

const [right, wrong, unsure, broken, late] = ["right", "wrong", "unsure", "broken", "late"].map(
  (fix, index) => syntheticCell("scenario-a", fix, { index, mode: "F1" }),
) as [Cell, Cell, Cell, Cell, Cell];
type Cell = ReturnType<typeof syntheticCell>;

const journal = new SyntheticJournal()
  .started([right, wrong, unsure, broken], [{ cell: late, reason: "no image" }])
  .attempt(right, 10, "pass")
  .attempt(wrong, 80, "fail", 1, "it \u001b[31mstays\u0000", { observed: "no effect" })
  .attempt(unsure, 150, "fail")
  .attempt(unsure, 220, "pass", 2)
  .attempt(broken, 290, "error", 1, "no cluster");

test("the report is valid by the published schema, complete or cut", () => {
  for (const events of [journal.events, new SyntheticJournal().events, [...journal.events].slice(0, 9)])
    expect(validate(JSON.parse(JSON.stringify(ctrfFrom(matrixFrom(events)))))).toMatchObject({ valid: true });
});

test("a verdict that is not green is failed, whatever its kind, and what was not run is skipped with its reason", () => {
  const { results } = ctrfFrom(matrixFrom(journal.ended(400).events)) as {
    results: {
      summary: object;
      tests: { status: string; rawStatus: string; message?: string; retries: number }[];
    };
  };
  expect(results.summary).toMatchObject({
    tests: 5,
    passed: 1,
    failed: 3,
    skipped: 1,
    flaky: 1,
    other: 0,
    duration: 400_000,
  });
  expect(results.tests.map(({ status, rawStatus }) => `${rawStatus}: ${status}`)).toEqual([
    "pass: passed",
    "fail: failed",
    "flaky: failed",
    "error: failed",
    "not run: skipped",
  ]);
  expect(results.tests.map(({ message }) => message)).toMatchObject([
    undefined,
    "it stays",
    expect.stringMatching(/^attempts differ/),
    "no cluster",
    "no image",
  ]);
  expect(results.tests.map(({ retries }) => retries)).toEqual([0, 0, 1, 0, 0]);
});
