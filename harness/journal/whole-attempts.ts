import type { Verdict } from "../plan/cell.ts";
import type { CellEvent, JournalEvent } from "./events.ts";

type Ended = Extract<CellEvent, { type: "cell.ended" }>;

/** How the attempts at each cell ended that came to an end of their own; what was cut with its run, or stopped with it, is not among them. */
export type WholeAttempts = ReadonlyMap<string, readonly Ended[]>;

export function wholeAttempts(events: readonly JournalEvent[]): WholeAttempts {
  const ended = events
    .filter((event) => event.type === "cell.ended")
    .filter(({ interrupted }) => !interrupted);
  return Map.groupBy(ended, ({ cell }) => cell);
}

export function isWhole(attempts: WholeAttempts, cell: string, attempt: number): boolean {
  return attempts.get(cell)?.some((ended) => ended.attempt === attempt) ?? false;
}

/** How often a cell is run. */
export interface Tries {
  /** So often whatever comes of it, if more than once. */
  readonly repeat: number;
  /** Else so often at most, while it is `fail` or `error`. */
  readonly attempts: number;
}

/** Whether a cell gets another attempt after this one, which ended so. */
export function isTriedAgain(verdict: Verdict, attempt: number, { repeat, attempts }: Tries): boolean {
  if (repeat > 1) return attempt < repeat;
  return (verdict === "fail" || verdict === "error") && attempt < attempts;
}

/** Whether a cell has all attempts that it gets. */
export function isFinished(attempts: WholeAttempts, cell: string, allowed: Tries): boolean {
  const ended = attempts.get(cell) ?? [];
  const last = ended.at(-1);
  return last !== undefined && !isTriedAgain(last.verdict, ended.length, allowed);
}
