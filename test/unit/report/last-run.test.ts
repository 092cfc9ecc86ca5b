import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lastRun } from "../../../harness/report/last-run.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { publishLatest, writeReports } from "../../../harness/report/write-reports.ts";
import { SyntheticJournal } from "../../synthetic-journal.ts";
import { tempFolder } from "../../temp-folder.ts";

test("the newest complete run, or nothing where there is none that can be read", async () => {
  const results = tempFolder("last-run");
  expect(await lastRun(results)).toBeUndefined();
  const { events, run } = new SyntheticJournal().started([]).ended(10);
  const matrix = matrixFrom(events);
  await mkdir(join(results, run));
  await writeReports(join(results, run), { matrix, events });
  await publishLatest(results, run);
  expect((await lastRun(results))?.run.id).toBe(run);
  await writeFile(join(results, run, "matrix.json"), "{");
  expect(await lastRun(results)).toBeUndefined();
});
