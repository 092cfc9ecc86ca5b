import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseJournal, readOutline } from "../../../harness/journal/read-journal.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { readSide } from "../../../harness/report/read-matrix.ts";
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

test("a journal cut at every byte of any of its lines ends with that part, and one that goes on after it names the line", () => {
  for (const line of text.trimEnd().split("\n")) {
    for (let length = 1; length < line.length; length++) {
      const part = line.slice(0, length);
      expect(parseJournal(part, "cut")).toEqual({ events: [], torn: part });
      expect(() => parseJournal(`${part}\n${line}\n`, "cut")).toThrow(/^cut:1:\d+: not JSON\.$/);
    }
  }
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

test("a matrix.json that is wrong throughout is refused in one line", async () => {
  const path = join(tempFolder("matrix"), "matrix.json");
  await writeFile(path, JSON.stringify({ schema: "faultline/matrix@1", cells: Array(9_000).fill(7) }));
  await expect(readSide("nowhere", path)).rejects.toThrow(
    /is no matrix\.json that this version reads: run: [^\n]+$/,
  );
});
