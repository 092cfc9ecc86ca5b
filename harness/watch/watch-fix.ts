import type { Fixed } from "../cell/phases/fix.ts";
import { fixProgress } from "../judge/fix.ts";
import { readyNodesAt } from "../judge/good-probe.ts";
import { HEALING_MS } from "../judge/health.ts";
import type { Progress } from "../judge/progress.ts";
import { seenAt, type View } from "../judge/view.ts";
import { expectedOn } from "../scenario/expectation.ts";
import type { Outcome } from "../scenario/types.ts";
import { type DraftOn, scenarioOf } from "./draft.ts";
import type { Looking } from "./looking.ts";
import { recoveryRows, rowTeller, symptomRows } from "./rows.ts";
import type { Tell } from "./said.ts";

interface FixOptions {
  readonly tell: Tell;
  readonly fixed: Fixed;
  readonly fix: string;
  /** By what the fault was judged last. */
  readonly on: DraftOn;
  /** Whether it is over with the outcome; where not, it goes on until it is stopped. */
  readonly once: boolean;
}

/** Tells how recovery comes, and what the fix did in the end. True where that is what the scenario expects. */
export function watchFix(
  looking: Looking,
  { tell, fixed, fix: id, on: first, once }: FixOptions,
): Promise<boolean> {
  const { fixAt, faultAt, refused } = fixed;
  const tellRows = rowTeller("recovery", tell);
  let judged = first;
  let isAsExpected: boolean | undefined;

  const judge = (view: View, on: DraftOn): Progress<boolean> => {
    if (judged !== on) rowTeller("symptom", tell)(symptomRows(on.symptom, until(view, fixAt), faultAt));
    judged = on;
    if (isAsExpected !== undefined) return { state: "waiting", note: "over" };
    const scenario = scenarioOf(on);
    const fix = scenario.fixes.find((each) => each.id === id);
    if (!fix) return { state: "failed", reason: `the scenario has no fix ${id} on this platform any more` };
    const { recovery } = on.symptom;
    const nodes = readyNodesAt(view, faultAt);
    tellRows(
      recoveryRows(view, { from: fixAt, nodes, sustainMs: HEALING_MS, ...(recovery && { recovery }) }),
    );
    const seen: Progress<{ readonly outcome: Outcome; readonly reason: string }> = refused
      ? {
          state: "done",
          result: {
            outcome: "refused",
            reason: "the tool did not accept the change; a cell asks for the documented words as well",
          },
        }
      : fixProgress(scenario, fix, view, fixed);
    if (seen.state === "waiting" || seen.state === "holding") return seen;
    const expected = expectedOn(fix, on.platform).outcome;
    const outcome = seen.state === "done" ? seen.result.outcome : "failed";
    const note = seen.state === "done" ? seen.result.reason : seen.reason;
    tell({ type: "recovery", fix: id, outcome, expected, note });
    isAsExpected = outcome === expected;
    return once ? { state: "done", result: isAsExpected } : { state: "waiting", note: "over" };
  };
  tell({ type: "phase", phase: "recovery", outcome: "begun" });
  return looking.until("recovery", judge);
}

/** What was known before a fix: what came after says nothing of the fault. */
function until(view: View, at: number): View {
  return { ...view, samples: view.samples.filter((sample) => seenAt(sample) < at), now: at };
}
