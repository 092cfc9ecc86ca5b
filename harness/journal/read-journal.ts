import { accessSync, constants } from "node:fs";
import { open } from "node:fs/promises";
import { columnOf, columnOfSyntaxError } from "./column-of.ts";
import { eachLine, type SeeLine } from "./each-line.ts";
import { JOURNAL_VERSION, journalEventSchema, OLDEST_JOURNAL_VERSION } from "./event-schema.ts";
import type { JournalEvent } from "./events.ts";
import { JournalFormatError } from "./journal-errors.ts";
import type { Part } from "./part.ts";
import { eachLineOf } from "./part-lines.ts";
import { isPlainPhase } from "./plain-phase.ts";

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

/** The same one by one, for who keeps little of them. Resolves with what is left of a torn last line, else null. */
export async function seeOutline(
  path: string,
  see: (event: JournalEvent) => void,
  part: Part = "outline",
): Promise<string | null> {
  return (await eachLineOf(existing(path), part, parser(path, see))) || null;
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

function parser(path: string, see: (event: JournalEvent) => void): SeeLine {
  const names = new Map<string, string>();
  return (piece, from, to, number) =>
    see(withNames(parseLine(piece.toString("utf8", from, to), `${path}:${number}`), names));
}

/** Every line has the names of its run and cell: a text for each name takes a third of the memory that one for each line does. */
function withNames(event: JournalEvent, names: Map<string, string>): JournalEvent {
  const same = (name: string) => names.get(name) ?? names.set(name, name).get(name) ?? name;
  event.run = same(event.run);
  if ("cell" in event) event.cell = same(event.cell);
  return event;
}

function existing(path: string): string {
  try {
    accessSync(path, constants.R_OK);
    return path;
  } catch (cause) {
    throw new JournalFormatError(`${path}: cannot be read; name a run's journal.ndjson.`, { cause });
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

function parseLine(line: string, where: string): JournalEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new JournalFormatError(`${where}:${columnOfSyntaxError(line)}: not JSON.`, { cause });
  }
  const version = (value as { v?: unknown } | null)?.v;
  if (!isVersion(version)) {
    throw new JournalFormatError(
      `${where}:${columnOf(line, ["v"])}: journal version ${JSON.stringify(version)}; this faultline reads versions ${OLDEST_JOURNAL_VERSION} to ${JOURNAL_VERSION}.`,
    );
  }
  if (isPlainPhase(value)) return value;
  const parsed = journalEventSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = (issue?.path ?? []) as (string | number)[];
  throw new JournalFormatError(
    `${where}:${columnOf(line, path)}: ${path.join(".") || "event"}: ${issue?.message ?? "wrong"}.`,
    { cause: parsed.error },
  );
}

function isVersion(version: unknown): boolean {
  return (
    Number.isInteger(version) &&
    Number(version) >= OLDEST_JOURNAL_VERSION &&
    Number(version) <= JOURNAL_VERSION
  );
}
