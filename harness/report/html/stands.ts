import type { JournalEvent } from "../../journal/events.ts";

/** One attempt at a cell on its stand; times in ms since the epoch. */
export interface Stay {
  readonly cell: string;
  readonly attempt: number;
  readonly from: number;
  to: number;
}

/** A cluster, or the clusters of one stand, and the attempts that it served one after another. */
export type Stand = readonly Stay[];

/** The stands of a run in the order they were begun: a cell says which one had its cluster before. */
export function standsOf(events: readonly JournalEvent[]): readonly Stand[] {
  const stands: Stay[][] = [];
  const latest = new Map<string, { stay: Stay; stand: Stay[] }>();
  for (const event of events) {
    if (!("cell" in event)) continue;
    const at = Date.parse(event.at);
    if (event.type !== "cell.started") {
      const known = latest.get(event.cell);
      if (known) known.stay.to = Math.max(known.stay.to, at);
      continue;
    }
    const stay = { cell: event.cell, attempt: event.attempt, from: at, to: at };
    const served = event.after === undefined ? undefined : latest.get(event.after)?.stand;
    const stand = served ?? [];
    if (!served) stands.push(stand);
    stand.push(stay);
    latest.set(event.cell, { stay, stand });
  }
  return stands;
}

/** Stands side by side: each in the first row that is free by then. */
export function rowsOf(stands: readonly Stand[]): readonly (readonly Stand[])[] {
  const rows: Stand[][] = [];
  for (const stand of stands) {
    const from = stand[0]?.from ?? 0;
    const free = rows.find((row) => (row.at(-1)?.at(-1)?.to ?? 0) <= from);
    if (free) free.push(stand);
    else rows.push([stand]);
  }
  return rows;
}
