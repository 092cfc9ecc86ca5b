import { undeclaredChanges } from "../../judge/allowed-changes.ts";
import type { Healthy } from "./baseline.ts";
import { inPhase, PhaseFailed } from "./cell-run.ts";
import { change } from "./change.ts";

/** The fault is in; whether it shows is not known yet. */
export interface Faulty extends Omit<Healthy, "state" | "faultDiff"> {
  readonly state: "faulty";
  /** Milliseconds since the epoch at which the fault's change began and ended. */
  readonly faultAt: number;
  readonly faultedAt: number;
}

/** Healthy -> Faulty: one change of the program, which touches only what the scenario declares. */
export async function injectFault(healthy: Healthy): Promise<Faulty> {
  const { run, faultDiff } = healthy;
  run.emit({ type: "diff", phase: "fault", changes: faultDiff });
  const beyond = undeclaredChanges(run.scenario.fault.allowedChanges, faultDiff);
  if (beyond.length > 0)
    throw new PhaseFailed(
      "fault",
      "harness",
      `the fault touches more than it declares: ${beyond.join("; ")}`,
    );
  if (faultDiff.length === 0)
    throw new PhaseFailed("fault", "harness", "the fault changes nothing in the program");
  healthy.observer.enter("fault");
  const { value, startedAt, endedAt } = await inPhase(run, "fault", () =>
    change(healthy, "fault", run.faulty, run.scenario.fault.act ?? []),
  );
  return { ...value, state: "faulty", faultAt: startedAt, faultedAt: endedAt };
}
