import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { JOURNAL_VERSION } from "../../../harness/journal/event-schema.ts";
import { JournalFormatError } from "../../../harness/journal/journal-errors.ts";
import { parseJournal, readOutline } from "../../../harness/journal/read-journal.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { readSide } from "../../../harness/report/read-matrix.ts";
import { UsageError } from "../../../harness/usage-error.ts";
import { hostileText } from "../../hostile-text.ts";
import { SyntheticJournal, syntheticCell, topNodes } from "../../synthetic-journal.ts";
import { tempFolder } from "../../temp-folder.ts";

const cell = syntheticCell("scenario-a", "right");
const journal = new SyntheticJournal().started([cell]).attempt(cell, 10, "pass").ended(90);
const { text } = journal;

test("a journal cut at every byte of its last line has all lines before it, and a true matrix", () => {
  const last = text.lastIndexOf("\n", text.length - 2) + 1;
  for (let length = last; length < text.length; length++) {
    const { events, torn } = parseJournal(text.slice(0, length), "cut");
    expect(events).toHaveLength(journal.events.length - 1);
    expect(torn).toBe(length === last ? null : text.slice(last, length));
    expect(matrixFrom(events).run.outcome).toBe("cut");
  }
});

test("a line that was edited is read, or named in one line by file, line and column", () => {
  const lines = text.trimEnd().split("\n");
  const edited = fc.tuple(fc.nat(lines.length - 1), fc.nat(400), fc.nat(40), hostileText);
  fc.assert(
    fc.property(edited, ([index, at, length, hostile]) => {
      const line = lines[index] ?? "";
      const changed = `${line.slice(0, at)}${hostile.replaceAll("\n", " ")}${line.slice(at + length)}`;
      try {
        matrixFrom(parseJournal(`${lines.with(index, changed).join("\n")}\n`, "edited").events);
      } catch (error) {
        expect(error).toBeInstanceOf(JournalFormatError);
        expect((error as Error).message).toMatch(new RegExp(`^edited:${index + 1}:\\d+: [^\\n]+\\.$`));
      }
    }),
    { numRuns: 150 },
  );
});

test("a journal of a newer version says so, and which ones this one reads", () => {
  const newer = text.replaceAll(`"v":${JOURNAL_VERSION}`, '"v":99');
  expect(() => parseJournal(newer, "newer")).toThrow(
    /^newer:1:\d+: journal version 99; this faultline reads versions 1 to \d+\.$/,
  );
});

test("an answer of ten megabytes is a line like any other, and a broken one of that length is named at once", async () => {
  const path = join(tempFolder("long"), "journal.ndjson");
  const long = topNodes(11, 0, `${'"<b>\u001b[31m\n'.repeat(1_000_000)}`);
  const more = new SyntheticJournal().cell(11, cell.id, {
    type: "sample",
    phase: "symptom",
    sample: long,
  }).text;
  expect(parseJournal(more, "long").events).toHaveLength(1);
  await writeFile(path, `${more}${text}`);
  expect((await readOutline(path)).events).toHaveLength(journal.events.length);
  const before = process.cpuUsage();
  expect(() => parseJournal(`${more.slice(0, -9)}\n`, "broken")).toThrow(/^broken:1:1: not JSON\.$/);
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(2);
});

test("what is nested deeper than a parser goes is no JSON of ours, and no crash", () => {
  for (const deep of ["[".repeat(90_000), `{"v":5,"x":${"[".repeat(40_000)}${"]".repeat(40_000)}}`])
    expect(() => parseJournal(`${deep}\n`, "deep")).toThrow(/^deep:1:\d+: /);
});

test("a matrix.json that was edited is read, or refused in one line", async () => {
  const path = join(tempFolder("matrix"), "matrix.json");
  const whole = JSON.stringify(matrixFrom(journal.events));
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length), fc.nat(40), hostileText, async (at, length, hostile) => {
      await writeFile(path, `${whole.slice(0, at)}${hostile}${whole.slice(at + length)}`);
      await readSide("nowhere", path).catch((error: unknown) => {
        expect(error).toBeInstanceOf(UsageError);
        expect((error as Error).message.length).toBeLessThan(500);
      });
    }),
    { numRuns: 100 },
  );
  await writeFile(path, JSON.stringify({ schema: "faultline/matrix@1", cells: Array(9_000).fill(7) }));
  await expect(readSide("nowhere", path)).rejects.toThrow(
    /is no matrix\.json that this version reads: run: [^\n]+$/,
  );
});
