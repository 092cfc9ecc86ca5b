import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Part } from "../../../harness/journal/part.ts";
import { eachLineOf } from "../../../harness/journal/part-lines.ts";
import { tempFolder } from "../../temp-folder.ts";

const LINES = [
  '{"v":6,"at":"…","run":"r","type":"run.started"}',
  "",
  '{"v":6,"at":"…","run":"r","cell":"c","attempt":1,"type":"sample","text":"cell.ended"}',
  `{"v":6,"at":"…","run":"r","cell":"c","attempt":1,"type":"diff","changes":"${"ü".repeat(2_000_000)}"}`,
  '{"v":6,"at":"…","run":"r","cell":"c","attempt":1,"type":"phase.ended"}',
  '{"v":6,"at":"…","run":"r","cell":"c","attempt":1,"type":"cell.ended"}',
];

async function read(part: Part, threadFrom: number) {
  const path = join(tempFolder("part"), "journal.ndjson");
  await writeFile(path, `${LINES.join("\n")}\n{"torn`);
  const seen: (readonly [number, string])[] = [];
  const torn = await eachLineOf(
    path,
    part,
    () => (piece, from, to, number) => void seen.push([number, piece.toString("utf8", from, to)]),
    threadFrom,
  );
  return { seen, torn };
}

test.for([
  ["outline", [1, 4, 5, 6]],
  ["verdicts", [1, 5, 6]],
] as const)(
  "of %s the lines and their numbers are the same in a thread of its own",
  async ([part, numbers]) => {
    const wanted = {
      seen: numbers.map((number) => [number, LINES[number - 1]]),
      torn: '{"torn',
    };
    expect(await read(part, Number.POSITIVE_INFINITY)).toEqual(wanted);
    expect(await read(part, 0)).toEqual(wanted);
  },
);

test("what is wrong with a line ends the thread and is told", async () => {
  const path = join(tempFolder("part"), "journal.ndjson");
  await writeFile(path, `${LINES.join("\n")}\n`);
  const refuse = () => {
    throw new Error("no line of ours");
  };
  await expect(eachLineOf(path, "outline", () => refuse, 0)).rejects.toThrow("no line of ours");
});

test("what is no file is told before a thread begins", async () => {
  const folder = tempFolder("part");
  const refused = {
    code: "JOURNAL_FORMAT",
    message: `${folder}: cannot be read; name a run's journal.ndjson.`,
  };
  await expect(eachLineOf(folder, "outline", () => () => {}, 0)).rejects.toMatchObject(refused);
});
