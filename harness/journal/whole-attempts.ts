import type { Verdict } from "../plan/cell.ts";
import type { CellEvent, JournalEvent } from "./events.ts";

type Ended = Extract<CellEvent, { type: "cell.ended" }>;

/** How the attempts at each cell ended that came to an end of their own; what was cut with its run, or stopped with it, is not among them. */
export type WholeAttempts = ReadonlyMap<string, readonly Ended[]>;

function wholeAttempts(events: readonly JournalEvent[]): WholeAttempts {
  const ended = events
    .filter((event) => event.type === "cell.ended")
    .filter(({ interrupted }) => !interrupted);
  return Map.groupBy(ended, ({ cell }) => cell);
}

/**
 * What a run that goes on leaves as it is. Errors at a cell's end say nothing of it, because the machine failed (a killed worker, an
 * engine that went), so they are tried again; a repeated run keeps them, because they are what it counts.
 */
export function standingAttempts(events: readonly JournalEvent[], { repeat }: Tries): WholeAttempts {
  const whole = wholeAttempts(events);
  if (repeat > 1) return whole;
  const said = (ended: readonly Ended[]) =>
    ended.slice(0, ended.findLastIndex(({ verdict }) => verdict !== "error") + 1);
  return new Map([...whole].map(([cell, ended]) => [cell, said(ended)]));
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

/** As the options of a run say. */
export function triesOf({ attempts = 1, repeat = 1 }: Readonly<Record<string, unknown>>): Tries {
  return { attempts: Number(attempts), repeat: Number(repeat) };
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
