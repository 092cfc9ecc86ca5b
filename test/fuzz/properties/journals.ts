import assert from "node:assert/strict";
import fc from "fast-check";
import { JOURNAL_VERSION, OLDEST_JOURNAL_VERSION } from "../../../harness/journal/event-schema.ts";
import { JournalFormatError } from "../../../harness/journal/journal-errors.ts";
import { parseJournal } from "../../../harness/journal/read-journal.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { unfinished } from "../../../harness/run/resumed.ts";
import { hostileText } from "../../hostile-text.ts";
import { edited } from "../edited-value.ts";
import { doneOrRefused } from "../inert.ts";
import { type Property, property } from "../property.ts";
import { runOf } from "./hostile-run.ts";
import { assertReportsInert } from "./reports.ts";

const LINES = runOf("scenario-a").events.map((event) => JSON.stringify(event));
const anyLine = fc.nat(LINES.length - 1);
const journalWith = (index: number, line: string) => `${LINES.with(index, line).join("\n")}\n`;

/** Reads it and makes every report of it, or refuses it by file, line and column. */
async function readOrNamed(text: string, index: number): Promise<void> {
  const refused = await doneOrRefused(() => {
    const { events } = parseJournal(text, "journal");
    assertReportsInert(events, matrixFrom(events));
    unfinished("journal", events, { attempts: 2, repeat: 1 });
  });
  if (!refused) return;
  assert.ok(refused instanceof JournalFormatError);
  assert.match(refused.message, new RegExp(`^journal:${index + 1}:\\d+: [^\\n]+\\.$`));
}

/** Journals that were cut, edited, or written by another version. */
export const JOURNALS: readonly Property[] = [
  property("a journal cut at any byte has the lines before it", 60, fc.nat(1_000_000), async (place) => {
    const bytes = Buffer.from(`${LINES.join("\n")}\n`);
    const text = bytes.toString("utf8", 0, place % (bytes.length + 1));
    const { events, torn } = parseJournal(text, "journal");
    assert.equal(events.length, text.split("\n").length - 1);
    assert.equal(torn ?? "", text.slice(text.lastIndexOf("\n") + 1));
    assertReportsInert(events, matrixFrom(events));
  }),
  property(
    "a line that was edited is read, or named by line and column",
    100,
    fc.tuple(anyLine, fc.nat(400), fc.nat(40), hostileText),
    async ([index, at, length, hostile]) => {
      const line = LINES[index] ?? "";
      const changed = `${line.slice(0, at)}${hostile.replaceAll("\n", " ")}${line.slice(at + length)}`;
      await readOrNamed(journalWith(index, changed), index);
    },
  ),
  property(
    "a line with another field is read, or named by line and column",
    150,
    anyLine.chain((index) => fc.tuple(fc.constant(index), edited(JSON.parse(LINES[index] ?? "")))),
    async ([index, value]) => await readOrNamed(journalWith(index, JSON.stringify(value) ?? ""), index),
  ),
  property(
    "a journal of another version says so, and which ones this one reads",
    20,
    fc.oneof(
      fc.integer({ min: JOURNAL_VERSION + 1 }),
      fc.integer({ max: OLDEST_JOURNAL_VERSION - 1 }),
      fc.double({ noInteger: true }),
      fc.string(),
    ),
    (version) => {
      const newer = JSON.stringify({ ...JSON.parse(LINES[0] ?? ""), v: version });
      assert.throws(
        () => parseJournal(journalWith(0, newer), "journal"),
        /^JournalFormatError: journal:1:\d+: journal version [^\n]+; this faultline reads versions \d+ to \d+; another is read by the faultline that wrote it\.$/,
      );
    },
  ),
];
