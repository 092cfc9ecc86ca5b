import type { CellEvent, PhaseOutcome } from "../journal/events.ts";
import type { PhaseName } from "../plan/cell.ts";

/** One phase of a cell as the journal tells it; times in ms since the epoch, null while it had not ended. */
export interface CellPhase {
  readonly name: PhaseName;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly outcome: PhaseOutcome;
  readonly message?: string;
}

/** The phases of one attempt in their order. One that never ended counts as interrupted. */
export function phasesOf(events: readonly CellEvent[]): CellPhase[] {
  return events.flatMap((event, index): CellPhase[] => {
    if (event.type !== "phase.started") return [];
    const startedAt = Date.parse(event.at);
    const end = events
      .slice(index)
      .find((later) => later.type === "phase.ended" && later.phase === event.phase) as EndOfPhase | undefined;
    if (!end) return [{ name: event.phase, startedAt, endedAt: null, outcome: "interrupted" }];
    const { outcome, message } = end;
    return [
      {
        name: event.phase,
        startedAt,
        endedAt: Date.parse(end.at),
        outcome,
        ...(message !== undefined && { message }),
      },
    ];
  });
}

type EndOfPhase = Extract<CellEvent, { type: "phase.ended" }>;
