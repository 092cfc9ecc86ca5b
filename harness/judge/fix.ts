import type { Fix, Scenario, Symptom } from "../scenario/types.ts";
import type { FixBounds, FixSeen } from "./fix-outcome.ts";
import { readyNodesAt } from "./good-probe.ts";
import { HEALING_MS, healthyNow, provingHealthy } from "./health.ts";
import { missingProof, PROOF_MS, type Window } from "./no-effect.ts";
import { inSeconds, type Progress } from "./progress.ts";
import { transientOutcome } from "./transient-fix.ts";
import type { View } from "./view.ts";

/** What the fix did, seen until the outcome is certain or its deadline has passed. Never `refused`: that shows in the change itself. */
export function fixProgress(scenario: Scenario, fix: Fix, view: View, bounds: FixBounds): Progress<FixSeen> {
  const deadline = bounds.fixedAt + Math.max(fix.withinSeconds * 1_000, bounds.watchMs ?? 0);
  if (scenario.symptom.transient) return transientOutcome(scenario.symptom, view, { ...bounds, deadline });
  const { recovery } = scenario.symptom;
  // The nodes of the baseline must all be back: a fix that loses one has not healed the cluster.
  const nodes = readyNodesAt(view, bounds.faultAt);
  const health = healthyNow(view, {
    from: bounds.fixAt,
    nodes,
    sustainMs: HEALING_MS,
    ...(recovery && { recovery }),
  });
  const inTime = health.state !== "bad" && health.since <= deadline;
  if (health.state === "sustained" && inTime) {
    const reason = `healthy ${inSeconds(health.since - bounds.fixAt)} after the fix began`;
    return { state: "done", result: { outcome: "heals", since: health.since, reason } };
  }
  if (inTime) return provingHealthy(health, HEALING_MS);
  return view.now > deadline
    ? withoutEffect(scenario.symptom, view, health.note, { from: bounds.fixedAt, until: deadline })
    : { state: "holding", note: health.note, settlesAt: deadline };
}

/** Not healed in time; that this is what the fix does needs its own proof, for which a last probe may still be under way. */
function withoutEffect(symptom: Symptom, view: View, flaw: string, window: Window): Progress<FixSeen> {
  const missing = missingProof(symptom, view, window);
  const watched = inSeconds(window.until - window.from);
  if (missing === null) {
    const reason = `not healthy within ${watched} of the fix: ${flaw}`;
    return { state: "done", result: { outcome: "no effect", since: null, reason } };
  }
  return view.now > window.until + PROOF_MS
    ? {
        state: "failed",
        reason: `not healthy within ${watched} of the fix, but no proof that it has no effect: ${missing}`,
      }
    : { state: "holding", note: missing };
}
