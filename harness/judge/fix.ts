import type { Fix, Outcome, Scenario } from "../scenario/types.ts";
import { readyNodesAt } from "./good-look.ts";
import { healthyNow, provingHealthy } from "./health.ts";
import { inSeconds, type Progress } from "./progress.ts";
import { transientOutcome } from "./transient-fix.ts";
import type { View } from "./view.ts";

/** When fault and fix were applied, ms since the epoch. */
export interface FixBounds {
  /** Start of the fault's change. */
  readonly faultAt: number;
  /** Start of the fix's change: nothing seen earlier counts, and time to recovery counts from here. */
  readonly fixAt: number;
  /** End of the fix's change: `withinSeconds` counts from here. */
  readonly fixedAt: number;
}

export interface FixSeen {
  readonly outcome: Outcome;
  /** First good look of the sustained recovery, ms since the epoch; null without one. */
  readonly since: number | null;
  /** What was seen, in words. */
  readonly reason: string;
}

/** What the fix did, seen until the outcome is certain or its deadline has passed. Never `refused`: that shows in the change itself. */
export function fixProgress(scenario: Scenario, fix: Fix, view: View, bounds: FixBounds): Progress<FixSeen> {
  const deadline = bounds.fixedAt + fix.withinSeconds * 1_000;
  if (scenario.symptom.transient) return transientOutcome(scenario.symptom, view, { ...bounds, deadline });
  const { recovery } = scenario.symptom;
  // The nodes of the baseline must all be back: a fix that loses one has not healed the cluster.
  const nodes = readyNodesAt(view, bounds.faultAt);
  const health = healthyNow(view, { from: bounds.fixAt, nodes, ...(recovery && { recovery }) });
  const inTime = health.state !== "bad" && health.since <= deadline;
  if (health.state === "sustained" && inTime) {
    const reason = `healthy ${inSeconds(health.since - bounds.fixAt)} after the fix began`;
    return { state: "done", result: { outcome: "heals", since: health.since, reason } };
  }
  if (!inTime && view.now > deadline) {
    const reason = `not healthy within ${inSeconds(deadline - bounds.fixAt)} of the fix: ${health.note}`;
    return { state: "done", result: { outcome: "no effect", since: null, reason } };
  }
  return inTime ? provingHealthy(health) : { state: "waiting", note: health.note };
}
