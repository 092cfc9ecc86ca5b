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
  const healings = healingsSeen();
  healings.see(syntheticCell("scenario-a", "right"), healed(15_000));
  expect(healings.known(control).slowestHealing).toEqual(recorded);
  healings.see(syntheticCell("scenario-a", "right"), healed(31_000));
  healings.see(syntheticCell("scenario-a", "other"), healed(28_000));
  const slowest = { fix: "right", healedMs: 31_000, healthyStartMs: 9_000 };
  expect(healings.known(control).slowestHealing).toEqual(slowest);
  expect(healings.known({ ...control, slowestHealing: null }).slowestHealing).toEqual(slowest);
});

test("another scenario's or platform's healing is none of its own", () => {
  const healings = healingsSeen();
  healings.see(syntheticCell("scenario-b", "right"), healed(90_000));
  const k3d = syntheticCell("scenario-a", "right", { platform: { distribution: "k3d", version: "1.32.5" } });
  healings.see(k3d, healed(90_000));
  expect(healings.known(control)).toEqual(control);
});

test("what is not watched for nothing stays as planned", () => {
  const healings = healingsSeen();
  healings.see(syntheticCell("scenario-a", "right"), healed(15_000));
  const transient = syntheticCell("scenario-a", "noisy", { expected: "no effect" });
  expect(healings.known(transient)).toEqual(transient);
});
