import { expect, test } from "vitest";
import { diffRuns } from "../../../../harness/report/diff/diff-runs.ts";
import { matrixFrom } from "../../../../harness/report/matrix-from.ts";
import type { MatrixCell } from "../../../../harness/report/matrix-schema.ts";
import { SyntheticJournal, syntheticCell } from "../../../synthetic-journal.ts";
import { asRun } from "./stored-run.ts";

const planned = syntheticCell("scenario-a", "right");
const ran = new SyntheticJournal().started([planned]).attempt(planned, 10, "pass").ended(90);
const [healed] = matrixFrom(ran.events).cells as [MatrixCell];
const cell = (more: Partial<MatrixCell>): MatrixCell => ({ ...healed, timeToRecoveryMs: 20_000, ...more });
const other = cell({ id: "scenario-b/kind-1.32.5/right", scenario: "scenario-b" });

const today = "2026-11-28";
const diff = (before: MatrixCell[], after: MatrixCell[], accepted: Parameters<typeof diffRuns>[2] = []) =>
  diffRuns(asRun("before", [...before, other]), asRun("after", [...after, other]), accepted, today);
const only = (before: Partial<MatrixCell>, after: Partial<MatrixCell>) =>
  diff([cell(before)], [cell(after)]).rows.find(({ cell: id }) => id === healed.id);

const noFault = { verdict: "fail", observed: null, reason: "symptom: not seen within 30.0 s" } as const;
const noBaseline = { verdict: "error", observed: null, reason: "no baseline: not healthy" } as const;

test.each([
  ["baseline broken", {}, noBaseline],
  ["fix lost", {}, { observed: "no effect", verdict: "fail" }],
  ["fix lost", {}, { observed: "hides", verdict: "fail" }],
  ["fix refused", {}, { observed: "refused", verdict: "fail" }],
  ["fault newly possible", noFault, {}],
  ["slower", {}, { timeToRecoveryMs: 36_000 }],
  ["unchanged", {}, { timeToRecoveryMs: 34_000 }],
  ["unchanged", noFault, noFault],
  ["fault gone", {}, noFault],
  ["fix gained", { observed: "no effect" }, {}],
  ["not comparable", {}, { verdict: "not run", observed: null, reason: "no image" }],
  ["not comparable", { verdict: "flaky" }, {}],
  ["not comparable", {}, { verdict: "error", observed: null, reason: "interrupted" }],
  ["not comparable", noBaseline, {}],
] satisfies [string, Partial<MatrixCell>, Partial<MatrixCell>][])("%s", (expected, before, after) => {
  expect(only(before, after)?.class).toBe(expected);
});

test("rows stand gravest first, and the sentence names what is lost", () => {
  const gained = cell({ id: "scenario-c/kind-1.32.5/x", scenario: "scenario-c", observed: "no effect" });
  const found = diff([cell({}), gained], [cell(noBaseline), { ...gained, observed: "heals" }]);
  expect(found.rows.map((row) => row.class)).toEqual(["baseline broken", "unchanged", "fix gained"]);
  expect(found).toMatchObject({ recommended: false, unaccepted: [healed.id] });
  expect(found.sentence).toBe(
    "Not recommended: not accepted is scenario-a/kind-1.32.5/right (baseline broken) (3 of 3 cells compared).",
  );
});

test("a loss counts as accepted up to the day that is named", () => {
  const lost = [cell({ observed: "no effect", verdict: "fail" })];
  const accepted = (until: string) => diff([cell({})], lost, [{ cell: healed.id, until, reason: "known" }]);
  expect(accepted(today)).toMatchObject({ recommended: true, unaccepted: [] });
  expect(accepted(today).sentence).toBe("Recommended: no loss but 1 accepted (2 of 2 cells compared).");
  expect(accepted("2026-11-27")).toMatchObject({ recommended: false, unaccepted: [healed.id] });
});

test("what nobody loses cannot be accepted: it would hide the next loss", () => {
  const idle = { cell: healed.id, until: today, reason: "known" };
  expect(() => diff([cell({})], [cell({})], [idle])).toThrow(/"unchanged", which is no loss; leave it out/);
  expect(() => diff([cell({})], [cell({})], [{ ...idle, cell: "x" }])).toThrow(/neither run has such a cell/);
});

test("what could not be compared is never called safe", () => {
  const found = diff([cell({})], [cell({ verdict: "not run", observed: null })]);
  expect(found.sentence).toBe(
    "Recommended: nothing is lost (1 of 2 cells compared; 1 could not be, and nothing is said of them).",
  );
});

test("a cell of another version of its platform is the same cell, where only one can be meant", () => {
  const platform = { distribution: "kind", version: "1.37.2" };
  const moved = cell({ id: "scenario-a/kind-1.37.2/right", platform, observed: "no effect" });
  expect(diff([cell({})], [moved]).rows[0]).toMatchObject({
    class: "fix lost",
    before: healed.id,
    after: moved.id,
  });
  const third = cell({
    id: "scenario-a/kind-1.36.3/right",
    platform: { distribution: "kind", version: "1.36.3" },
  });
  expect(diff([cell({})], [moved, third]).totals["not comparable"]).toBe(3);
});

test("a stand-in on one side only leaves nothing to compare; one that is another version's does not", () => {
  const [before, after] = [[cell({})], [cell({ observed: "no effect" })]];
  const sides = (standIns: string[]) =>
    diffRuns(asRun("before", before), asRun("after", after, { standIns }), [], today);
  expect(() => sides(["kubernetes plugin"])).toThrow("a stand-in on one side only: kubernetes plugin");
  expect(sides(["vcluster-0.36.1 (upstream's program)"]).totals).toEqual({ "fix lost": 1 });
});

test("one run against itself is no comparison", () => {
  expect(() => diffRuns(asRun("a", []), asRun("a", []), [], today)).toThrow("both sides are run a");
  expect(() => diffRuns(asRun("a", []), asRun("b", []), [], today)).toThrow("they have no cells");
});
