import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { JOURNAL_VERSION } from "../../../harness/journal/event-schema.ts";
import type { JournalEntry } from "../../../harness/journal/events.ts";
import { attemptsOfCell, eventsOfCell } from "../../../harness/journal/events-of-cell.ts";
import { openJournal } from "../../../harness/journal/open-journal.ts";
import { readJournal } from "../../../harness/journal/read-journal.ts";
import { tempFolder } from "../../temp-folder.ts";
import { virtualClock } from "../../virtual-clock.ts";
import { journalOf } from "../judge/journal-of.ts";
import { cellOf, cellSamples } from "../judge/synthetic.ts";

let dir: string;
let path: string;
beforeEach(() => {
  dir = tempFolder("journal");
  path = join(dir, "run", "journal.ndjson");
});

const clock = virtualClock({ startAt: Date.parse("2026-01-01T00:00:00.000Z") });
const said = (message: string): JournalEntry => ({ type: "run.ended", outcome: "failed", message });

async function written(...entries: JournalEntry[]): Promise<void> {
  const journal = await openJournal({ path, run: "r1", clock });
  for (const entry of entries) journal.write(entry);
  await journal.close();
}

describe("a journal", () => {
  test("reads back what was written, stamped", async () => {
    await written(said("a"), { type: "cell.started", cell: "c", attempt: 1 });
    expect(await readJournal(path)).toEqual({
      events: [
        { v: JOURNAL_VERSION, at: "2026-01-01T00:00:00.000Z", run: "r1", ...said("a") },
        {
          v: JOURNAL_VERSION,
          at: "2026-01-01T00:00:00.000Z",
          run: "r1",
          type: "cell.started",
          cell: "c",
          attempt: 1,
        },
      ],
      torn: null,
    });
  });

  test("is on disk before `write` returns: a killed process loses nothing it wrote", async () => {
    const journal = await openJournal({ path, run: "r1", clock });
    journal.write(said("a"));
    expect(await readFile(path, "utf8")).toContain('"message":"a"');
    await journal.close();
  });

  test("tells of a last line that a killed process left torn", async () => {
    await written(said("a"));
    await appendFile(path, '{"v":4,"at":"2026-');
    expect(await readJournal(path)).toMatchObject({ events: [said("a")], torn: '{"v":4,"at":"2026-' });
  });

  test("cut anywhere still gives every whole line", async () => {
    await written(said("a"), said("b\nwith a newline"), said("ü"));
    const whole = await readFile(path);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async (length) => {
        await writeFile(path, whole.subarray(0, length));
        const { events, torn } = await readJournal(path);
        const lines = whole.subarray(0, length).toString().split("\n");
        expect(events).toHaveLength(lines.length - 1);
        expect(torn).toBe(lines.at(-1) || null);
      }),
      { numRuns: 60 },
    );
  });

  test("takes every kind of event the judge reads", async () => {
    const events = journalOf(cellOf("wrong"), cellSamples(false));
    await written();
    await writeFile(path, events.map((event) => `${JSON.stringify(event)}\n`).join(""));
    expect((await readJournal(path)).events).toEqual(events);
  });

  test("a failed write is raised by the next sync, with the remedy", async () => {
    const journal = await openJournal({ path: "/dev/full", run: "r1", clock });
    journal.write(said("a"));
    const told = { code: "JOURNAL_WRITE", message: expect.stringContaining("Free space") };
    await expect(journal.sync()).rejects.toMatchObject(told);
    await expect(journal.close()).rejects.toMatchObject(told);
  });
});

describe("a wrong line is named by file, line and column", () => {
  const good =
    '{"v":4,"at":"2026-01-01T00:00:00.000Z","run":"r","type":"act","cell":"c","attempt":1,"phase":"fix","command":"k","exit":0,"text":"a"}\n';
  test.each([
    ["not JSON", '{"v":1,,}\n', ":2:8: not JSON"],
    ["a wrong type", good.replace('"text":"a"', '"text":7'), ":2:130: text: "],
    ["an unknown event", good.replace('"act"', '"nonsense"'), ":2:57: type: "],
    ["a missing property", good.replace(',"text":"a"', ""), ":2:1: text: "],
    [
      "another version",
      good.replace(/"v":\d/, '"v":99'),
      ":2:6: journal version 99; this faultline reads versions 4 to 9",
    ],
  ])("%s", async (_, line, message) => {
    path = join(dir, "journal.ndjson");
    await writeFile(path, good + line + good);
    const error = await readJournal(path).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: "JOURNAL_FORMAT",
      exit: 2,
      message: expect.stringContaining(`${path}${message}`),
    });
  });

  test("a journal that is not there", async () => {
    await expect(readJournal(path)).rejects.toMatchObject({
      code: "JOURNAL_FORMAT",
      message: expect.stringContaining(path),
    });
  });
});

test("a cell's events are those of its last attempt, or of the one asked for", () => {
  const cell = cellOf("wrong");
  const all = [
    ...journalOf(cell, cellSamples(false), { attempt: 1 }),
    ...journalOf(cellOf("insecure-tls"), cellSamples(true)),
    ...journalOf(cell, cellSamples(false), { attempt: 2, end: false }),
  ];
  expect(attemptsOfCell(all, cell.id)).toEqual([1, 2]);
  expect(eventsOfCell(all, cell.id).every(({ attempt }) => attempt === 2)).toBe(true);
  expect(eventsOfCell(all, cell.id, 1).at(-1)).toMatchObject({ type: "cell.ended", cell: cell.id });
  expect(eventsOfCell(all, "other")).toEqual([]);
});
