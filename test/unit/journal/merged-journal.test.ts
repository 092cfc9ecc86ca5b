import { appendFile, mkdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keepShard } from "../../../harness/journal/merged-shard.ts";
import { openJournal } from "../../../harness/journal/open-journal.ts";
import type { Part } from "../../../harness/journal/part.ts";
import { eachLineOf } from "../../../harness/journal/part-lines.ts";
import { readJournal, readOutline } from "../../../harness/journal/read-journal.ts";
import { HOST } from "../../simulated-run.ts";
import { SyntheticJournal, syntheticCell, topNodes } from "../../synthetic-journal.ts";
import { tempFolder } from "../../temp-folder.ts";
import { virtualClock } from "../../virtual-clock.ts";

const clock = virtualClock({ startAt: Date.parse("2026-01-01T00:00:00.000Z") });
const cells = ["a", "b"].map((name) => syntheticCell(name, "right"));

/** A run merged of two shards; the second was killed in a line. */
async function merged() {
  const dir = tempFolder("merged");
  const shards = [];
  for (const [index, cell] of cells.entries()) {
    const path = join(dir, `of-${index + 1}.ndjson`);
    const own = new SyntheticJournal(`r${index + 1}`)
      .started([cell])
      .cell(5, cell.id, { type: "sample", phase: "fault", sample: topNodes(20, 1, "error") })
      .attempt(cell, 10, "pass");
    await writeFile(path, index === 0 ? own.ended(90).text : `${own.text}{"v":`);
    shards.push(await keepShard(path, join(dir, "whole"), index + 1));
  }
  const path = join(dir, "whole", "journal.ndjson");
  const journal = await openJournal({ path, run: "whole", clock });
  journal.write({ type: "run.started", host: HOST, argv: [], options: {}, shards });
  journal.write({ type: "run.ended", outcome: "complete" });
  await journal.close();
  return { dir, path, shards };
}

const named = (event: { readonly type: string; readonly run: string }) => `${event.run} ${event.type}`;

test("a merged journal is its own lines, and then its shards' cells as they are; a torn line is no part of it", async () => {
  const { path } = await merged();
  const { events, torn } = await readJournal(path);
  expect(torn).toBeNull();
  const ofCells = (run: string) => [
    `${run} sample`,
    `${run} cell.started`,
    ...events.filter((event) => event.run === run && event.type.startsWith("phase.")).map(named),
    `${run} cell.ended`,
  ];
  expect(events.map(named)).toEqual([
    ...["whole run.started", "whole run.ended"],
    ...[...ofCells("r1"), ...ofCells("r2")],
  ]);
  const outline = await readOutline(path);
  expect(outline.events).toEqual(events.filter(({ type }) => type !== "sample"));
});

test.for<Part>(["outline", "verdicts"])(
  "of %s a thread says of each line the same file and number as without one",
  async (part) => {
    const { path } = await merged();
    const lines = async (threadFrom: number) => {
      const seen: string[] = [];
      await eachLineOf(
        path,
        part,
        () => (piece, from, to, number, file) => {
          seen.push(`${file}:${number} ${piece.toString("utf8", from, to)}`);
        },
        threadFrom,
      );
      return seen;
    };
    const without = await lines(Number.POSITIVE_INFINITY);
    expect(without.at(-1)).toMatch(/shards\/2\.ndjson:\d+ .*"cell.ended"/);
    expect(await lines(0)).toEqual(without);
  },
);

test("what a shard writes after it was merged is not of the merged run", async () => {
  const { dir, path } = await merged();
  const before = await readJournal(path);
  const more = new SyntheticJournal("r1").attempt(syntheticCell("c", "right"), 10, "pass").text;
  await appendFile(join(dir, "of-1.ndjson"), more);
  expect(await readJournal(path)).toEqual(before);
});

test("a shard's file is the same one under another name, and stays when that goes", async () => {
  const { dir, path } = await merged();
  const kept = join(dir, "whole", "shards", "1.ndjson");
  expect((await stat(kept)).ino).toBe((await stat(join(dir, "of-1.ndjson"))).ino);
  const before = await readJournal(path);
  await rm(join(dir, "of-1.ndjson"));
  expect(await readJournal(path)).toEqual(before);
});

test("a shard that cannot be kept is told with the remedy", async () => {
  const dir = tempFolder("merged");
  await writeFile(join(dir, "file"), "");
  await expect(keepShard(join(dir, "file"), join(dir, "file"), 1)).rejects.toMatchObject({
    code: "JOURNAL_WRITE",
    message: expect.stringMatching(
      /^Cannot write the journal .*\/file\/shards\/1\.ndjson: .*\. Free space or choose/,
    ),
  });
});

test("a shard's file that is gone, or shorter than it was, is named, with the remedy", async () => {
  const { path, dir, shards } = await merged();
  const second = join(dir, "whole", "shards", "2.ndjson");
  await truncate(second, 40);
  await expect(readOutline(path)).rejects.toMatchObject({
    code: "JOURNAL_FORMAT",
    message: `${second}: has 40 bytes, and had ${shards[1]?.bytes}; ${path} was merged from it: keep a run's folder whole, or merge the shards again.`,
  });
  await rm(second);
  await expect(readJournal(path)).rejects.toThrow(`${second}: is not there; ${path} was merged from it`);
});

test("what is wrong in a shard's line is named by its own file and line", async () => {
  const { path, dir } = await merged();
  const first = join(dir, "whole", "shards", "1.ndjson");
  const lines = (await readFile(first, "utf8")).split("\n");
  const broken = lines.findIndex((line) => line.includes('"cell.ended"'));
  lines[broken] = `{,${lines[broken]?.slice(1)}`;
  await writeFile(first, lines.join("\n"));
  await expect(readJournal(path)).rejects.toThrow(`${first}:${broken + 1}:2: not JSON.`);
});

test.for(["../of-1.ndjson", "/etc/hostname", "shards/../1.ndjson", "shards/1.ndjson/..", "shards/x.ndjson"])(
  "a journal that names %s as its shard's is refused, and no such file is read",
  async (file) => {
    const dir = tempFolder("merged");
    await mkdir(join(dir, "whole"));
    await writeFile(join(dir, "of-1.ndjson"), "not a journal\n");
    const path = join(dir, "whole", "journal.ndjson");
    const journal = await openJournal({ path, run: "whole", clock });
    journal.write({ type: "run.started", host: HOST, argv: [], options: {}, shards: [{ file, bytes: 3 }] });
    await journal.close();
    await expect(readJournal(path)).rejects.toMatchObject({
      code: "JOURNAL_FORMAT",
      message: expect.stringMatching(/journal\.ndjson:1:\d+: shards\.0\.file: /),
    });
  },
);
