import type { CellEvent, JournalEvent } from "../journal/events.ts";
import { type AttemptOutline, outlineOf } from "./attempt-outline.ts";

/** Attempts by cell, each cell's in their order. */
export type Attempts = ReadonlyMap<string, readonly AttemptOutline[]>;

export interface Outline {
  readonly attempts: Attempts;
  /** Those of the whole run, and of each attempt what reports ask events for. */
  readonly events: readonly JournalEvent[];
}

/**
 * What reports need of a journal, gathered as it is read: an attempt is put in short as soon as it has ended, because the events of ten
 * thousand cells in memory take longer to be kept than to be read.
 */
export class RunOutline {
  readonly #events: JournalEvent[] = [];
  readonly #open = new Map<string, Map<number, CellEvent[]>>();
  readonly #attempts = new Map<string, AttemptOutline[]>();

  see(event: JournalEvent): void {
    if (!("cell" in event)) {
      this.#events.push(event);
      return;
    }
    const { cell, attempt } = event;
    const open = this.#open.get(cell) ?? new Map<number, CellEvent[]>();
    const events = open.get(attempt) ?? [];
    events.push(event);
    // Whose cluster another had is told by which began first.
    if (events.length === 1) this.#events.push(event);
    if (event.type !== "cell.ended") {
      this.#open.set(cell, open.set(attempt, events));
      return;
    }
    open.delete(attempt);
    this.#close(cell, attempt, events);
  }

  /** Puts in short what has not ended, and gives all. */
  end(): Outline {
    for (const [cell, open] of this.#open)
      for (const [attempt, events] of open) this.#close(cell, attempt, events);
    this.#open.clear();
    for (const attempts of this.#attempts.values()) attempts.sort((a, b) => a.attempt - b.attempt);
    return { events: this.#events, attempts: this.#attempts };
  }

  #close(cell: string, attempt: number, events: readonly CellEvent[]): void {
    const outline = outlineOf(attempt, events);
    const attempts = this.#attempts.get(cell);
    if (attempts) attempts.push(outline);
    else this.#attempts.set(cell, [outline]);
    // A stand's chart asks when it ended; files of evidence have everything.
    const [, ...later] = events;
    const isAsked = ({ type }: CellEvent, index: number) =>
      outline.hasEvidence || index === later.length - 1 || type === "diagnosis";
    this.#events.push(...later.filter(isAsked));
  }
}
