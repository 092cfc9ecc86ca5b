import type { CellEvent, JournalEvent } from "./events.ts";

/** The events of one attempt (by default the last) at a cell, in the order they were written. */
export function eventsOfCell(events: readonly JournalEvent[], cell: string, attempt?: number): CellEvent[] {
  const wanted = attempt ?? attemptsOfCell(events, cell).at(-1);
  return events.filter(isOfCell).filter((event) => event.cell === cell && event.attempt === wanted);
}

/** The numbers of the attempts at a cell, ascending. */
export function attemptsOfCell(events: readonly JournalEvent[], cell: string): number[] {
  const attempts = events.flatMap((event) => (isOfCell(event) && event.cell === cell ? [event.attempt] : []));
  return [...new Set(attempts)].sort((a, b) => a - b);
}

/** The attempts at every cell, each its events in their order: for who asks for many cells. */
export function attemptsByCell(events: readonly JournalEvent[]): ReadonlyMap<string, readonly CellEvent[][]> {
  const cells = Map.groupBy(events.filter(isOfCell), ({ cell }) => cell);
  return new Map(
    [...cells].map(([cell, own]) => {
      const attempts = Map.groupBy(own, ({ attempt }) => attempt);
      return [cell, [...attempts].sort(([a], [b]) => a - b).map(([, attempt]) => attempt)];
    }),
  );
}

function isOfCell(event: JournalEvent): event is CellEvent {
  return "cell" in event;
}
