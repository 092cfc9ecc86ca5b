import { mkdir, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { publishLatest, writeReports } from "../../../harness/report/write-reports.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";
import { tempFolder } from "../../temp-folder.ts";

test("one file a format, and nothing half-written beside them", async () => {
  const dir = join(tempFolder("reports"), "20261122-100000-abcd");
  const cell = syntheticCell("scenario-a", "right");
  const { events } = new SyntheticJournal().started([cell]).attempt(cell, 10, "pass").ended(90);
  const matrix = matrixFrom(events);
  await writeReports(dir, { matrix, events });
  await writeReports(dir, { matrix, events });
  expect((await readdir(dir)).sort()).toEqual([
    "junit.xml",
    "matrix.json",
    "matrix.md",
    "report.html",
    "toolchain.json",
  ]);
  expect(await readFile(join(dir, "report.html"), "utf8")).toMatch(/^<!doctype html>/);
  expect(JSON.parse(await readFile(join(dir, "matrix.json"), "utf8"))).toEqual(matrix);
  expect(JSON.parse(await readFile(join(dir, "toolchain.json"), "utf8"))).toMatchObject({
    schema: "faultline/toolchain@1",
    standIns: ["kubernetes plugin"],
    components: [{ component: "metrics-server" }, { component: "kubectl" }],
  });
});

test("latest moves from run to run and is never absent or something else", async () => {
  const results = tempFolder("latest");
  for (const run of ["20261122-100000-aaaa", "20261122-110000-bbbb", "20261122-110000-bbbb"]) {
    await mkdir(join(results, run), { recursive: true });
    await publishLatest(results, run);
    expect(await readlink(join(results, "latest"))).toBe(run);
  }
  expect((await readdir(results)).filter((name) => name.startsWith("."))).toEqual([]);
});
