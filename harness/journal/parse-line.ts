import { columnOf, columnOfSyntaxError } from "./column-of.ts";
import type { SeeLine } from "./each-line.ts";
import { JOURNAL_VERSION, journalEventSchema, OLDEST_JOURNAL_VERSION } from "./event-schema.ts";
import type { JournalEvent } from "./events.ts";
import { JournalFormatError } from "./journal-errors.ts";
import { isPlainEvent } from "./plain-event.ts";

/** What parses and checks a line of a journal. */
export function parser(see: (event: JournalEvent) => void): SeeLine {
  const names = new Map<string, string>();
  return (piece, from, to, number, path) =>
    see(withNames(parseLine(piece.toString("utf8", from, to), `${path}:${number}`), names));
}

/** Every line has the names of its run and cell: a text for each name takes a third of the memory that one for each line does. */
function withNames(event: JournalEvent, names: Map<string, string>): JournalEvent {
  const same = (name: string) => names.get(name) ?? names.set(name, name).get(name) ?? name;
  event.run = same(event.run);
  if ("cell" in event) event.cell = same(event.cell);
  return event;
}

/** @throws JournalFormatError. */
export function parseLine(line: string, where: string): JournalEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new JournalFormatError(`${where}:${columnOfSyntaxError(line)}: not JSON.`, { cause });
  }
  const version = (value as { v?: unknown } | null)?.v;
  if (!isVersion(version)) {
    throw new JournalFormatError(
      `${where}:${columnOf(line, ["v"])}: journal version ${JSON.stringify(version)}; this faultline reads versions ${OLDEST_JOURNAL_VERSION} to ${JOURNAL_VERSION}; another is read by the faultline that wrote it.`,
    );
  }
  if (isPlainEvent(value)) return value;
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
