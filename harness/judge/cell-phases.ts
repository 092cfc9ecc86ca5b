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
  return phaseLines(events).map(({ start, end }) => ({
    name: start.phase,
    startedAt: Date.parse(start.at),
    endedAt: end ? Date.parse(end.at) : null,
    ...outcomeOf(end),
  }));
}

/** What a journal says of a phase. */
export interface PhaseLines {
  readonly start: Extract<CellEvent, { type: "phase.started" }>;
  readonly end: EndOfPhase | undefined;
}

type EndOfPhase = Extract<CellEvent, { type: "phase.ended" }>;

export function phaseLines(events: readonly CellEvent[]): PhaseLines[] {
  return events.flatMap((start, index): PhaseLines[] => {
    if (start.type !== "phase.started") return [];
    for (let later = index + 1; later < events.length; later++) {
      const end = events[later];
      if (end?.type === "phase.ended" && end.phase === start.phase) return [{ start, end }];
    }
    return [{ start, end: undefined }];
  });
}

export function outcomeOf(end: PhaseLines["end"]): Pick<CellPhase, "outcome" | "message"> {
  if (!end) return { outcome: "interrupted" };
  const { outcome, message } = end;
  return message === undefined ? { outcome } : { outcome, message };
}
