import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cellsOf } from "../../../harness/plan/cells.ts";
import { loadScenarios } from "../../../harness/scenario/load/load.ts";

const ROOT = join(import.meta.dirname, "../../..");
const page = readFileSync(join(ROOT, "docs/matrix.md"), "utf8");

test("docs/matrix.md has a row for every cell of the default plan and for no other: a row without a run would claim something", async () => {
  const scenarios = (await loadScenarios(join(ROOT, "scenarios"))).map(({ scenario }) => scenario);
  const planned = scenarios.flatMap((each) => cellsOf(each)).filter(({ profile }) => profile === undefined);
  const rows = page.split("\n").filter((line) => /^\| F\d+ /.test(line));
  const shown = rows.map((row) => {
    const [, name = "", platform = "", fix = ""] = row.split("|").map((cell) => cell.trim());
    return `${name.split(" ")[1]}/${platform.replace(" ¹", "").replace(" ", "-")}/${fix}`;
  });
  expect(shown.toSorted()).toEqual(planned.map(({ id }) => id).toSorted());
});
