import type { CellEvent } from "../../journal/events.ts";
import { isGreen } from "../cell-words.ts";
import type { MatrixCell } from "../matrix-schema.ts";
import { visible } from "./markup.ts";
import { type AttemptData, attemptData } from "./probe-data.ts";
import { TextTable } from "./text-table.ts";

export interface PageData {
  readonly texts: readonly string[];
  /** Attempts by cell, as the page names it, oldest first; a cell that is not here is left out. */
  readonly cells: Readonly<Record<string, readonly AttemptData[]>>;
}

/** Characters of one text, and of all probes, that a page carries: 150 cells need about a third. */
const LONGEST_TEXT = 4_000;
const LARGEST = 8_000_000;

/**
 * The probes of cells, for the page's script. Where they are too many for one file, those of cells that are not as expected come
 * first, because they are looked at.
 */
export function pageData(
  cells: readonly MatrixCell[],
  eventsOf: ReadonlyMap<string, readonly CellEvent[]>,
  largest = LARGEST,
): PageData {
  const texts = new TextTable(LONGEST_TEXT);
  const kept = new Map<string, readonly AttemptData[]>();
  let size = 0;
  for (const { id } of redFirst(cells)) {
    if (size + texts.size > largest) break;
    const attempts = [...Map.groupBy(eventsOf.get(id) ?? [], ({ attempt }) => attempt)];
    const data = attempts
      .sort(([a], [b]) => a - b)
      .flatMap(([attempt, events]) => attemptData(attempt, events, texts) ?? []);
    if (data.length === 0) continue;
    kept.set(visible(id), data);
    size += JSON.stringify(data).length;
  }
  return { texts: texts.texts, cells: Object.fromEntries(kept) };
}

/** What is not as expected, then all else, each in its order. */
export function redFirst(cells: readonly MatrixCell[]): readonly MatrixCell[] {
  return [...cells.filter((cell) => !isGreen(cell)), ...cells.filter(isGreen)];
}
