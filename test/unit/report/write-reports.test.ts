import { mkdir, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { matrixJson } from "../../../harness/report/matrix-json.ts";
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
    "ctrf.json",
    "junit.xml",
    "matrix.json",
    "matrix.md",
    "report.html",
    "toolchain.json",
  ]);
  expect(await readFile(join(dir, "report.html"), "utf8")).toMatch(/^<!doctype html>/);
  expect(await readFile(join(dir, "matrix.json"), "utf8")).toBe(`${JSON.stringify(matrix, null, 2)}\n`);
  expect(JSON.parse(await readFile(join(dir, "toolchain.json"), "utf8"))).toMatchObject({
    schema: "faultline/toolchain@1",
    standIns: ["kubernetes plugin"],
    components: [{ component: "metrics-server" }, { component: "kubectl" }],
  });
});

test("matrix.json is the same text with no cells and with several", () => {
  const cells = ["one", "two"].map((fix) => syntheticCell('a"cells": []', fix));
  const many = Array.from({ length: 101 }, (_, index) => syntheticCell(`}],[{${index}`, "fix"));
  for (const planned of [[], cells, many.slice(0, 12), many.slice(0, 13), many]) {
    const matrix = matrixFrom(new SyntheticJournal().started(planned).ended(9).events);
    expect([...matrixJson(matrix)].join("")).toBe(`${JSON.stringify(matrix, null, 2)}\n`);
  }
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
