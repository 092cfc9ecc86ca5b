import type { CellJudgement } from "../journal/events.ts";
import { cellParts } from "../plan/cell-parts.ts";
import { changesBack } from "./allowed-changes.ts";
import { beyondDeclared, type Case, ended, notShown, symptomBounds } from "./case.ts";
import type { FixSeen } from "./fix-outcome.ts";
import { inSeconds } from "./progress.ts";
import { symptomProgress } from "./symptom.ts";
import { viewOfEvents } from "./view.ts";

/**
 * A fix that healed and was then taken back: `pass` if the documented symptom came again, `fail` if it did not, because then something
 * else had healed it; `error` where nobody can tell.
 */
export function judgeRelapse(the: Case, { outcome, reason }: FixSeen): CellJudgement {
  const retract = the.phase("retract");
  const relapse = the.phase("relapse");
  if (!retract?.endedAt || retract.outcome !== "ok") {
    const why = retract?.message ?? "not reached";
    return ended(the, "error", outcome, `${reason}; the fix could not be taken back: ${why}`);
  }
  const { fix } = cellParts(the.scenario, the.cell);
  const beyond = beyondDeclared(the, "retract", changesBack(the.scenario.fault, fix));
  if (beyond) return ended(the, "error", outcome, beyond);
  if (!relapse?.endedAt || relapse.outcome === "interrupted")
    return ended(the, "error", outcome, `${reason}; the relapse was not watched to its end`);
  const view = viewOfEvents(the.own, relapse.endedAt);
  const seen = symptomProgress(the.scenario.symptom, view, symptomBounds(the, retract));
  if (seen.state !== "done") {
    const { verdict, why } = notShown(seen);
    return ended(
      the,
      verdict,
      outcome,
      `${reason}, but with the fix taken back the symptom did not come again: ${why}`,
    );
  }
  const after = inSeconds(seen.result.at - retract.startedAt);
  return ended(the, "pass", outcome, `${reason}; broken again ${after} after it was taken back`);
}
