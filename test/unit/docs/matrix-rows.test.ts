import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rowIds, withLaterRows } from "../../../harness/docs/later-rows.ts";
import { cellsOf } from "../../../harness/plan/cells.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { loadCatalog } from "../../../harness/scenario/load/load.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";

const ROOT = join(import.meta.dirname, "../../..");
const page = readFileSync(join(ROOT, "docs/matrix.md"), "utf8");

test("docs/matrix.md has a row for every cell of the default plan and for no other: a row without a run would claim something", async () => {
  const scenarios = await loadCatalog(join(ROOT, "scenarios"));
  const planned = scenarios.flatMap((each) => cellsOf(each)).filter(({ profile }) => profile === undefined);
  expect(rowIds(page).toSorted()).toEqual(planned.map(({ id }) => id).toSorted());
});

test("a later run brings the rows that are wanted of it, before what was not run, and says what it ran on", () => {
  const cells = ["right", "wrong"].map((fix) => syntheticCell("scenario-a", fix));
  const journal = cells.reduce(
    (all, cell) => all.attempt(cell, 10, "pass"),
    new SyntheticJournal().started(cells),
  );
  const matrix = matrixFrom(journal.ended(90).events);
  const [first] = matrix.cells;
  if (!first) throw new Error("no cell");
  const later = withLaterRows(page, matrix, new Set([first.id]));
  const section = later.slice(later.lastIndexOf("## Later, in run"), later.indexOf("## Not run"));
  expect(section.split("\n").filter((line) => line.includes("scenario-a"))).toHaveLength(1);
  expect(section).toContain(`| ${first.fix} |`);
  expect(later.replace(section, "")).toBe(page);
  expect(() => withLaterRows(page, matrix, new Set())).toThrow(/has no cell of the default plan/);
});
