import type { JournalEvent } from "./events.ts";
import { firstLineOf } from "./first-line.ts";
import { JournalFormatError } from "./journal-errors.ts";
import { eachLineIn, filesOf } from "./journal-files.ts";
import { parseLine, parser } from "./parse-line.ts";
import { seeOutline } from "./see-outline.ts";

export interface ReadJournal {
  readonly events: readonly JournalEvent[];
  /** What is left of a last line that a killed process did not finish; null if the file ends cleanly. */
  readonly torn: string | null;
}

/** Reads and checks a whole journal. @throws JournalFormatError naming file, line and column; a missing file likewise. */
export async function readJournal(path: string): Promise<ReadJournal> {
  const events: JournalEvent[] = [];
  const parse = parser((event) => events.push(event));
  const torn = eachLineIn(filesOf(path), (piece, from, ...more) => {
    if (from < more[0]) parse(piece, from, ...more);
  });
  return { events, torn: torn || null };
}

/**
 * The same without the samples, which are nearly all of a journal: reports are made from what was judged of them. They are not looked
 * at, so what is wrong in one is not told.
 */
export async function readOutline(path: string): Promise<ReadJournal> {
  const events: JournalEvent[] = [];
  return { torn: await seeOutline(path, (event) => events.push(event)), events };
}

/** The first event; undefined where there is none that this faultline reads. */
export function readStart(path: string): JournalEvent | undefined {
  try {
    const line = firstLineOf(path);
    return line === undefined ? undefined : parseLine(line, `${path}:1`);
  } catch (error) {
    if (error instanceof JournalFormatError) return undefined;
    throw error;
  }
}

/** The same for a journal's text; `path` is what errors name. */
export function parseJournal(text: string, path: string): ReadJournal {
  const lines = text.split("\n");
  // A line is written in one call that ends with its newline: without it the writer was killed.
  const torn = lines.pop() || null;
  const events = lines.flatMap((line, index) =>
    line === "" ? [] : [parseLine(line, `${path}:${index + 1}`)],
  );
  return { events, torn };
}
