import { join } from "node:path";
import { expect, test } from "vitest";
import { readRecordings } from "../../../harness/docs/recordings.ts";
import { alikePairs, confusionTable } from "../../../harness/judge/confusion.ts";
import { loadCatalog } from "../../../harness/scenario/load/load.ts";
import { stalePairs } from "../../stale-pairs.ts";

const root = join(import.meta.dirname, "../../..");
const scenarios = await loadCatalog(join(root, "scenarios"));
const table = confusionTable(scenarios, await readRecordings(join(root, "test/recordings")));

test.each(table)("the $cells cells of $scenario are its own and nobody else's", ({ cells, own, others }) => {
  expect(own).toBe(cells);
  expect(others.filter(({ alike }) => alike === null)).toEqual([]);
});

test("what is declared alike is not told apart by every recording after all", () => {
  expect(stalePairs(scenarios, table)).toEqual([]);
});

test("a pair is declared once, by one of the two", () => {
  const pairs = alikePairs(scenarios).map(({ scenarios: both }) => [...both].sort().join(" and "));
  expect(pairs.toSorted()).toEqual([...new Set(pairs)].sort());
});
