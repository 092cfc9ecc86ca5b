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

function isOfCell(event: JournalEvent): event is CellEvent {
  return "cell" in event;
}
