import { open } from "node:fs/promises";
import { eachLine } from "./each-line.ts";
import type { JournalEvent } from "./events.ts";
import { JournalFormatError } from "./journal-errors.ts";
import { parseLine, parser } from "./parse-line.ts";
import { existing, seeOutline } from "./see-outline.ts";

export interface ReadJournal {
  readonly events: readonly JournalEvent[];
  /** What is left of a last line that a killed process did not finish; null if the file ends cleanly. */
  readonly torn: string | null;
}

/** Reads and checks a whole journal. @throws JournalFormatError naming file, line and column; a missing file likewise. */
export async function readJournal(path: string): Promise<ReadJournal> {
  const events: JournalEvent[] = [];
  const parse = parser(path, (event) => events.push(event));
  const torn = eachLine(existing(path), (piece, from, to, number) => {
    if (from < to) parse(piece, from, to, number);
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

/** A run's first line has its machine, what it was asked for and little else. */
const FIRST_LINE_BYTES = 65_536;

/** The first event; undefined where there is none that this faultline reads. */
export async function readStart(path: string): Promise<JournalEvent | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(FIRST_LINE_BYTES) });
    const [line = "", ...more] = buffer.toString("utf8", 0, bytesRead).split("\n");
    return more.length > 0 ? parseLine(line, `${path}:1`) : undefined;
  } catch (error) {
    if (error instanceof JournalFormatError) return undefined;
    throw error;
  } finally {
    await file.close();
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
