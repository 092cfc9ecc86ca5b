import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { elsewhereOf } from "../../../harness/journal/elsewhere.ts";
import { readOutline } from "../../../harness/journal/read-journal.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";
import { tempFolder } from "../../temp-folder.ts";

const OTHERS = [{ cell: syntheticCell("of-another", "shard"), shard: 2 }];

/** A shard's journal as it is written today. */
async function shardsJournal(): Promise<string> {
  const path = join(tempFolder("elsewhere"), "journal.ndjson");
  const own = syntheticCell("of-this", "shard");
  await writeFile(
    path,
    new SyntheticJournal().started([own], [], OTHERS).attempt(own, 10, "pass").ended(100).text,
  );
  return path;
}

test("what other shards have is read where it is asked for, and an outline does without", async () => {
  const path = await shardsJournal();
  const { events } = await readOutline(path);
  expect(events.map(({ type }) => type)).not.toContain("run.elsewhere");
  expect(events.filter(({ type }) => type === "run.planned")).toHaveLength(1);
  expect(await elsewhereOf(path, {})).toEqual(OTHERS);
});

test("a journal from before version 8 says it in its plan", async () => {
  expect(await elsewhereOf("no file is read", { elsewhere: OTHERS })).toEqual(OTHERS);
});
