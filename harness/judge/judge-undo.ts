import type { CellJudgement } from "../journal/events.ts";
import { actsOnly } from "../scenario/acts-only.ts";
import { baselineProgress } from "./baseline.ts";
import type { Case } from "./case.ts";
import type { CellPhase } from "./cell-phases.ts";
import { viewOfEvents } from "./view.ts";

/**
 * What a fault that only acts declares to put it right, held to it: a cell that has passed is an `error` where the cluster was not seen
 * healthy after its `undo`. The last cell of a stand has none, as its cluster goes.
 */
export function judgeUndo(the: Case, judged: CellJudgement): CellJudgement {
  const undo = the.phase("undo");
  if (judged.verdict !== "pass" || !undo?.endedAt || undo.outcome === "interrupted") return judged;
  if (!actsOnly(the.scenario.fault)) return judged;
  const why = undo.outcome === "failed" ? (undo.message ?? "it failed") : notHealthy(the, undo, undo.endedAt);
  if (why === null) return judged;
  const before = judged.reason === undefined ? "" : `${judged.reason}; `;
  return {
    ...judged,
    verdict: "error",
    reason: `${before}what the fault did by hand was not put right by its undo: ${why}`,
  };
}

function notHealthy({ own, scenario }: Case, { startedAt }: CellPhase, endedAt: number): string | null {
  const acts = own.filter((event) => event.type === "act").filter(({ phase }) => phase === "undo");
  const from = Math.max(startedAt, ...acts.map(({ at }) => Date.parse(at)));
  const bounds = { from, withinMs: endedAt - from, symptom: scenario.symptom };
  const seen = baselineProgress(viewOfEvents(own, endedAt), bounds);
  if (seen.state === "done") return null;
  return seen.state === "failed" ? seen.reason : seen.note;
}
