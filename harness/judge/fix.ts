import type { Fix, Scenario } from "../scenario/types.ts";
import type { FixBounds, FixSeen } from "./fix-outcome.ts";
import { readyNodesAt } from "./good-probe.ts";
import { healthyNow, provingHealthy } from "./health.ts";
import { inSeconds, type Progress } from "./progress.ts";
import { transientOutcome } from "./transient-fix.ts";
import type { View } from "./view.ts";

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
