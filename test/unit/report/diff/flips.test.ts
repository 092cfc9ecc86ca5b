import fc from "fast-check";
import { expect, test } from "vitest";
import { diffRuns } from "../../../../harness/report/diff/diff-runs.ts";
import type { MatrixCell } from "../../../../harness/report/matrix-schema.ts";
import { asRun, storedRun } from "./stored-run.ts";

const stored = await storedRun();

/** What was seen, turned round; a refusal shows in the change itself. */
const flipped = (cell: MatrixCell): MatrixCell => ({
  ...cell,
  phases: cell.phases.map((phase) => (phase.name === "fix" ? { ...phase, outcome: "ok" } : phase)),
  observed: cell.observed === "heals" ? "no effect" : "heals",
  verdict: "fail",
});

test("of a stored run with k observations flipped exactly those k are named, for any k", () => {
  const indices = stored.cells.map((_, index) => index);
  fc.assert(
    fc.property(fc.subarray(indices), (chosen) => {
      const cells = stored.cells.map((cell, index) => (chosen.includes(index) ? flipped(cell) : cell));
      const diff = diffRuns(stored, asRun("flipped", cells), [], "2026-11-28");
      const named = diff.rows.filter((row) => row.class !== "unchanged").map(({ cell }) => cell);
      expect(named.toSorted()).toEqual(chosen.map((index) => stored.cells[index]?.id).toSorted());
      const lost = chosen.filter((index) => stored.cells[index]?.observed === "heals");
      expect(diff.unaccepted).toHaveLength(lost.length);
      // A control that heals says nothing for an upgrade.
      const controls = chosen.filter((index) => stored.cells[index]?.expected === "no effect");
      expect(diff.recommended).toBe(lost.length + controls.length === 0);
    }),
    { numRuns: 100 },
  );
});
