import { expect, test } from "vitest";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";

const right = syntheticCell("scenario-a", "right");
const wrong = syntheticCell("scenario-a", "wrong", { expected: "no effect", slowestHealing: null });
/** Both cells; the control is watched for 10 s after its change. */
const ran = (timeToRecoveryMs: number, cell = wrong) =>
  matrixFrom(
    new SyntheticJournal()
      .started([right, cell])
      .attempt(right, 10, "pass", 1, undefined, { timeToRecoveryMs })
      .attempt(cell, 80, "pass")
      .ended(200).events,
  );

test("no effect that was watched for less than 1.5 times a healing beside it is an error, which makes the run red", () => {
  const { cells, totals } = ran(7_000);
  expect(totals).toMatchObject({ pass: 1, error: 1 });
  expect(cells[1]).toMatchObject({
    verdict: "error",
    reason:
      "no effect was seen, but for 10.0 s only: right healed after 7.0 s, so 10.5 s are needed; run the scenario alone",
  });
});

test("so is one that was watched for less than the healing it was to be watched against", () => {
  const known = { fix: "right", healedMs: 7_000, healthyStartMs: null };
  expect(ran(1_000, { ...wrong, slowestHealing: known }).totals).toMatchObject({ pass: 1, error: 1 });
});

test("one that was watched for long enough stands", () => {
  expect(ran(6_600).totals).toMatchObject({ pass: 2, error: 0 });
});

test("what clears by itself, and a journal that does not say how long it watched, are not asked", () => {
  const { slowestHealing: _, ...old } = wrong;
  expect(ran(60_000, old).totals).toMatchObject({ pass: 2, error: 0 });
});

test("another platform's healing says nothing of this one", () => {
  const k3d = {
    ...wrong,
    id: "scenario-a/k3d-1.32.5/wrong",
    platform: { distribution: "k3d", version: "1.32.5" },
  };
  expect(ran(60_000, k3d).totals).toMatchObject({ pass: 2, error: 0 });
});
