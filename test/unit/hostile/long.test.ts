import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readJournal } from "../../../harness/journal/read-journal.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { writeReports } from "../../../harness/report/write-reports.ts";
import { runOf } from "../../fuzz/properties/hostile-run.ts";
import { assertReportsInert } from "../../fuzz/properties/reports.ts";
import { SyntheticJournal, syntheticCell, topNodes } from "../../synthetic-journal.ts";
import { tempFolder } from "../../temp-folder.ts";

const LONG = "\u001b[2J<b>`|\n::error::x\n]]> [a](b) ##[error]".repeat(250_000);

test("ten megabytes of a command's output go through journal and every report, and stay text", async () => {
  const dir = tempFolder("long");
  const cell = syntheticCell("a", "b");
  const { text } = new SyntheticJournal()
    .started([cell])
    .cell(11, cell.id, { type: "sample", phase: "symptom", sample: topNodes(11, 1, LONG) })
    .cell(12, cell.id, { type: "evidence", command: "kubectl get all", exit: 1, text: LONG })
    .attempt(cell, 20, "fail", 1, "it stays", {
      textsSeen: [{ observable: "top nodes", vantage: "v", text: LONG, firstMs: 1, count: 1 }],
    })
    .ended(90);
  await writeFile(join(dir, "journal.ndjson"), text);
  const { events } = await readJournal(join(dir, "journal.ndjson"));
  const matrix = matrixFrom(events);
  const before = process.cpuUsage();
  await writeReports(dir, { matrix, events });
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(30);
  for (const name of await readdir(dir, { recursive: true })) {
    if (name === "journal.ndjson" || !(await stat(join(dir, name))).isFile()) continue;
    expect(/[^\P{Cc}\t\n]/u.test(await readFile(join(dir, name), "utf8")), name).toBe(false);
  }
  assertReportsInert(events, matrix);
}, 120_000);

test("names of a hundred thousand characters are names", () => {
  const { events, matrix } = runOf(LONG.slice(0, 100_000));
  assertReportsInert(events, matrix);
}, 60_000);
