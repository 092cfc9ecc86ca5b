import type { CellEvent } from "../journal/events.ts";
import { outcomeOf, phaseLines } from "../judge/cell-phases.ts";
import { changeLines } from "./change-lines.ts";
import type { MatrixCell } from "./matrix-schema.ts";

type Of<T extends CellEvent["type"]> = Extract<CellEvent, { type: T }>;

/** What a row says of one attempt at its cell. */
export interface AttemptOutline extends Pick<MatrixCell, "phases" | "changes" | "acts"> {
  readonly attempt: number;
  /** Undefined: it never came to its end. */
  readonly end: Of<"cell.ended"> | undefined;
  /** The phase begun last. */
  readonly phase: Of<"phase.started">["phase"] | undefined;
  readonly slowestHealing: Of<"cell.started">["slowestHealing"];
  /** Whether its cluster was asked for evidence. */
  readonly hasEvidence: boolean;
}

/** By the events of an attempt, in the order they were written. */
export function outlineOf(attempt: number, events: readonly CellEvent[]): AttemptOutline {
  const started = events.find((event) => event.type === "cell.started");
  return {
    attempt,
    end: events.findLast((event) => event.type === "cell.ended"),
    phase: events.findLast((event) => event.type === "phase.started")?.phase,
    slowestHealing: started?.slowestHealing,
    hasEvidence: events.some(({ type }) => type === "evidence"),
    phases: phaseLines(events).map(({ start, end }) => ({
      name: start.phase,
      ...outcomeOf(end),
      startedAt: inMilliseconds(start.at),
      endedAt: end ? inMilliseconds(end.at) : null,
    })),
    changes: { fault: changesIn(events, "fault"), fix: changesIn(events, "fix") },
    acts: actsIn(events),
  };
}

const FORM = "2026-11-22T10:00:00.000Z";

/** An instant in the form of `toISOString`, which nearly all have: of ten thousand cells, to make two hundred thousand anew takes longer. */
function inMilliseconds(at: string): string {
  return at.length === FORM.length ? at : new Date(at).toISOString();
}

/** What the updates of a phase did; what their preview announced where none came through. */
function changesIn(events: readonly CellEvent[], phase: "fault" | "fix"): string[] {
  const diffs = events.filter((event) => event.type === "diff").filter((event) => event.phase === phase);
  const done = diffs.filter(({ by }) => by === "update");
  return (done.length > 0 ? done : diffs).flatMap(({ changes }) => changeLines(changes));
}

/** What was done by hand, as it was typed. */
function actsIn(events: readonly CellEvent[]): MatrixCell["acts"] {
  return events
    .filter((event) => event.type === "act")
    .map(({ phase, command, exit }) => ({ phase, command, exit }));
}
