import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { paceOf } from "../../../harness/plan/pace.ts";
import { tempFolder } from "../../temp-folder.ts";

interface Timed {
  readonly cells?: number;
  readonly took?: number;
  readonly planned?: number;
  readonly pace?: number;
  readonly outcome?: string;
  readonly more?: object;
  readonly verdict?: string;
}

async function paceAfter(runs: Readonly<Record<string, Timed | string>>): Promise<number> {
  const results = tempFolder("pace");
  for (const [run, told] of Object.entries(runs)) {
    await mkdir(join(results, run));
    await writeFile(
      join(results, run, "matrix.json"),
      typeof told === "string" ? told : JSON.stringify(matrix(told)),
    );
  }
  return paceOf(results);
}

const matrix = (told: Timed) => {
  const { cells = 40, took = 3_000, planned = 2_000, pace = 1, outcome = "complete" } = told;
  return {
    run: { outcome, estimate: { seconds: planned, pace }, tookSeconds: took, ...told.more },
    cells: Array.from({ length: cells }, () => ({ verdict: told.verdict ?? "pass" })),
  };
};

test("a run that had tries or cells of others, nothing to do or nothing it could run tells nothing", async () => {
  const none: readonly Timed[] = [
    { more: { options: { repeat: 5 } } },
    { more: { copiedFrom: ["20261101-100000-aaaa"] } },
    { planned: 0 },
    { verdict: "not run" },
  ];
  for (const each of none) expect(await paceAfter({ "20261122-100000-cccc": each })).toBe(1);
});

test("the newest run that had many cells says how much longer than planned they take here", async () => {
  const runs = {
    "20261120-100000-aaaa": { took: 9_000 },
    "20261121-100000-bbbb": {},
    "20261122-100000-cccc": { cells: 5 },
  };
  expect(await paceAfter(runs)).toBe(1.5);
});

test("what was planned with a pace is held against that pace", async () => {
  expect(await paceAfter({ "20261121-100000-aaaa": { planned: 3_000, pace: 1.5 } })).toBe(1.5);
});

test("what was stopped, is not to be read or is beyond any machine does not count", async () => {
  const stopped = { "20261121-100000-aaaa": { outcome: "interrupted" }, "20261121-100000-bbbb": "{" };
  expect(await paceAfter(stopped)).toBe(1);
  expect(await paceAfter({ "20261121-100000-aaaa": { took: 90_000 } })).toBe(4);
  expect(await paceAfter({})).toBe(1);
});
