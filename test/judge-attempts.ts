import type { JournalEvent } from "../harness/journal/events.ts";
import { attemptsOfCell, eventsOfCell } from "../harness/journal/events-of-cell.ts";
import { judgeCell } from "../harness/judge/judge-cell.ts";
import type { CellJudgement } from "../harness/judge/judgement.ts";
import type { Cell } from "../harness/plan/cell.ts";
import type { Scenario } from "../harness/scenario/types.ts";

/** Every attempt at a cell, judged, in their order. */
export function judgementsOf(
  scenario: Scenario,
  cell: Cell,
  events: readonly JournalEvent[],
): CellJudgement[] {
  return attemptsOfCell(events, cell.id).map((attempt) =>
    judgeCell(scenario, cell, eventsOfCell(events, cell.id, attempt)),
  );
}

/** One judgement from all attempts: the last one's, but `flaky` if they came to different verdicts or outcomes. */
export function judgeAttempts(attempts: readonly [CellJudgement, ...CellJudgement[]]): CellJudgement {
  const last = attempts.at(-1) ?? attempts[0];
  const endings = attempts.map(({ verdict, observed }) => `${verdict} (${observed ?? "nothing observed"})`);
  if (new Set(endings).size === 1) return last;
  return { ...last, verdict: "flaky", reason: `attempts differ: ${endings.join(", ")}` };
}
