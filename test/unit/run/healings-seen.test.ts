import { expect, test } from "vitest";
import type { CellEntry } from "../../../harness/journal/events.ts";
import { NOTHING_SEEN } from "../../../harness/judge/judge-cell.ts";
import { healingsSeen } from "../../../harness/run/healings-seen.ts";
import { syntheticCell } from "../../synthetic-journal.ts";

const healed = (timeToRecoveryMs: number): CellEntry => ({
  type: "cell.ended",
  ...NOTHING_SEEN,
  verdict: "pass",
  observed: "heals",
  timeToRecoveryMs,
  healthyStartMs: 9_000,
});
const recorded = { fix: "right", healedMs: 20_000, healthyStartMs: 5_000 };
const control = syntheticCell("scenario-a", "wrong", { expected: "no effect", slowestHealing: recorded });

test("a control is told of the slowest healing of this run where it took longer than those recorded", () => {
  const right = syntheticCell("scenario-a", "right", { expected: "heals" });
  const last = syntheticCell("scenario-a", "last", { expected: "heals" });
  const healings = healingsSeen([right, last, control]);
  healings.see(right, healed(15_000));
  expect(healings.known(control).slowestHealing).toEqual(recorded);
  healings.see(syntheticCell("scenario-a", "right"), healed(31_000));
  healings.see(syntheticCell("scenario-a", "other"), healed(28_000));
  const slowest = { fix: "right", healedMs: 31_000, healthyStartMs: 9_000 };
  expect(healings.known(control).slowestHealing).toEqual(slowest);
  expect(healings.known({ ...control, slowestHealing: null }).slowestHealing).toEqual(slowest);
});

test("once everything that is to heal in this run has healed, what was recorded counts no longer", () => {
  const right = syntheticCell("scenario-a", "right", { expected: "heals" });
  const other = syntheticCell("scenario-a", "other", { expected: "heals" });
  const elsewhere = syntheticCell("scenario-b", "right", { expected: "heals" });
  const healings = healingsSeen([right, other, elsewhere, control]);
  expect(healings.known(control)).toEqual(control);
  healings.see(other, healed(11_000));
  healings.see(right, { type: "cell.ended", ...NOTHING_SEEN, verdict: "fail", observed: "no effect" });
  expect(healings.known(control).slowestHealing).toEqual(recorded);
  healings.see(right, healed(9_000));
  expect(healings.known(control).slowestHealing).toEqual({
    fix: "other",
    healedMs: 11_000,
    healthyStartMs: 9_000,
  });
});

test("without the healing that was recorded, what else healed in this run proves no shorter watch", () => {
  const other = syntheticCell("scenario-a", "other", { expected: "heals" });
  const healings = healingsSeen([other, control]);
  healings.see(other, healed(3_000));
  expect(healings.known(control).slowestHealing).toEqual(recorded);
  const none = healingsSeen([control]);
  none.see(control, healed(3_000));
  expect(none.known(control).slowestHealing).toEqual(recorded);
});

test("another scenario's or platform's healing is none of its own", () => {
  const healings = healingsSeen([]);
  healings.see(syntheticCell("scenario-b", "right"), healed(90_000));
  const k3d = syntheticCell("scenario-a", "right", { platform: { distribution: "k3d", version: "1.32.5" } });
  healings.see(k3d, healed(90_000));
  expect(healings.known(control)).toEqual(control);
});

test("what is not watched for nothing stays as planned", () => {
  const healings = healingsSeen([]);
  healings.see(syntheticCell("scenario-a", "right"), healed(15_000));
  const transient = syntheticCell("scenario-a", "noisy", { expected: "no effect" });
  expect(healings.known(transient)).toEqual(transient);
});
