import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { JournalEvent } from "../../../harness/journal/events.ts";
import { readJournal, readOutline } from "../../../harness/journal/read-journal.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { SyntheticJournal, syntheticCell, topNodes } from "../../synthetic-journal.ts";
import { tempFolder } from "../../temp-folder.ts";

async function stored(events: readonly JournalEvent[]): Promise<string> {
  const path = join(tempFolder("outline"), "journal.ndjson");
  await writeFile(path, events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  return path;
}

const cell = syntheticCell("scenario-a", "right");
const sample = (text: string) => ({ type: "sample", phase: "fault", sample: topNodes(20, 1, text) }) as const;
const journal = new SyntheticJournal()
  .started([cell])
  .cell(5, cell.id, sample("error"))
  .attempt(cell, 10, "fail", 1, 'the words were "type":"sample"')
  .cell(71, cell.id, sample('{"type":"sample"}'))
  .ended(90);

test("an outline is the journal without its samples, whatever words it has, and gives the same matrix", async () => {
  const path = await stored(journal.events);
  const { events } = await readOutline(path);
  expect(events).toEqual(journal.events.filter(({ type }) => type !== "sample"));
  expect(events.length).toBeLessThan(journal.events.length);
  expect(matrixFrom(events)).toEqual(matrixFrom((await readJournal(path)).events));
});

test("a line longer than the pieces a journal is read in is one line", async () => {
  const long = journal.events.map((event) =>
    event.type === "cell.ended" ? { ...event, reason: "ü".repeat(5_000_000) } : event,
  );
  const path = await stored(long);
  expect((await readJournal(path)).events).toEqual(long);
});
