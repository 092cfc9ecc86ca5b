import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newRun } from "../../../harness/run/new-run.ts";
import { tempFolder } from "../../temp-folder.ts";
import { virtualClock } from "../../virtual-clock.ts";

const clock = virtualClock();
const drawing =
  (...ids: string[]) =>
  () =>
    ids.shift() ?? "no more";

test("of two that draw the same id at once, one draws again: no two runs write one journal", async () => {
  const results = join(tempFolder("new-run"), "deep", "results");
  const runs = await Promise.all([
    newRun(results, clock, drawing("a", "b")),
    newRun(results, clock, drawing("a", "c")),
  ]);
  const ids = runs.map(({ run }) => run).toSorted();
  expect(ids[0]).toBe("a");
  expect(["b", "c"]).toContain(ids[1]);
  expect((await readdir(results)).toSorted()).toEqual(ids);
  expect(runs.map(({ dir }) => dir)).toEqual(runs.map(({ run }) => join(results, run)));
});

test("the folder of an earlier run is left alone", async () => {
  const results = tempFolder("new-run");
  await mkdir(join(results, "a"));
  expect(await newRun(results, clock, drawing("a", "a", "b"))).toEqual({ run: "b", dir: join(results, "b") });
});

test("where no folder can be made, an id is drawn all the same, and the journal says why it cannot be written", async () => {
  const results = join(tempFolder("new-run"), "file");
  await writeFile(results, "");
  expect(await newRun(results, clock, drawing("a"))).toEqual({ run: "a", dir: join(results, "a") });
});
