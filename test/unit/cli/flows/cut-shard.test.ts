import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cutShard } from "../../../../harness/cli/flows/cut-shard.ts";
import type { JournalEvent } from "../../../../harness/journal/events.ts";
import { OWN_VERSION } from "../../../../harness/version.ts";
import { SyntheticJournal, syntheticCell } from "../../../synthetic-journal.ts";
import { tempFolder } from "../../../temp-folder.ts";

const SHARD = { index: 2, of: 3, plan: "0123456789abcdef" };
const OPTIONS = { fresh: false, profile: "default", attempts: 2, parallel: 1 };
const cells = ["one", "two", "three"].map((fix, index) => syntheticCell("a", fix, { index }));

interface Run {
  readonly begun?: object;
  /** Of its cells. */
  readonly ended?: number;
  readonly outcome?: "complete" | "interrupted";
  readonly lines?: number;
  /** All of it. */
  readonly verdict?: "error";
}

/** A results folder with runs of the shard, the first the oldest. */
async function resultsOf(...runs: readonly Run[]) {
  const results = tempFolder("cut-shard");
  for (const [place, { begun, ended = 0, outcome, lines, verdict = "pass" as const }] of runs.entries()) {
    const journal = new SyntheticJournal(`20261122-10000${place}-abcd`).started(cells);
    for (const [at, cell] of cells.slice(0, ended).entries()) journal.attempt(cell, 10 + 70 * at, verdict);
    if (outcome) journal.ended(500, outcome);
    const says = { faultline: OWN_VERSION, shard: SHARD, options: OPTIONS, ...begun };
    const events: JournalEvent[] = journal.events.map((event) =>
      event.type === "run.started" ? ({ ...event, ...says } as JournalEvent) : event,
    );
    const dir = join(results, journal.run);
    await mkdir(dir);
    const text = events.map((event) => `${JSON.stringify(event)}\n`);
    await writeFile(join(dir, "journal.ndjson"), text.slice(0, lines).join(""));
  }
  const found = await cutShard(results, SHARD, OPTIONS);
  return found?.slice(results.length + 1);
}

test("of a shard's cut runs it goes on with that in which most has ended, else with the newest", async () => {
  expect(await resultsOf({ ended: 1 }, { ended: 2 }, {})).toBe("20261122-100001-abcd/journal.ndjson");
  expect(await resultsOf({ ended: 1 }, { ended: 1 })).toBe("20261122-100001-abcd/journal.ndjson");
  expect(await resultsOf({ ended: 1, outcome: "interrupted" })).toBe("20261122-100000-abcd/journal.ndjson");
  expect(await resultsOf({ begun: { options: { ...OPTIONS, parallel: 7 } } })).toBeDefined();
});

const OTHERS: readonly (readonly [string, Run])[] = [
  ["of another shard", { begun: { shard: { ...SHARD, index: 1 } } }],
  ["of another plan", { begun: { shard: { ...SHARD, plan: "fedcba9876543210" } } }],
  ["of a whole plan", { begun: { shard: undefined } }],
  ["of another version", { begun: { faultline: "0.0.9" } }],
  ["asked for otherwise", { begun: { options: { ...OPTIONS, repeat: 5 } } }],
  ["killed before its plan", { lines: 1 }],
  ["killed in its first line", { lines: 0 }],
  ["that no faultline wrote", { begun: { v: 0 } }],
];

test.each(OTHERS)("a run %s is left alone", async (_, run) => {
  expect(await resultsOf({ ended: 1, ...run })).toBeUndefined();
  expect(await resultsOf({ ended: 1 }, { ended: 2, ...run })).toBe("20261122-100000-abcd/journal.ndjson");
});

test("a run that ended with errors is gone on with: its machine had failed", async () => {
  const failed = { ended: 3, verdict: "error", outcome: "complete" } as const;
  expect(await resultsOf({}, failed)).toBe("20261122-100001-abcd/journal.ndjson");
  expect(await resultsOf(failed, { ended: 3, outcome: "complete" })).toBeUndefined();
});

test("what has shown something counts, and errors do not: they would all be tried again", async () => {
  const failed = { ended: 3, verdict: "error", outcome: "complete" } as const;
  expect(await resultsOf({ ended: 1 }, failed)).toBe("20261122-100000-abcd/journal.ndjson");
});

test("what was cut after the shard had been complete is gone on with", async () => {
  expect(await resultsOf({ ended: 3, outcome: "complete" }, { ended: 1 })).toBe(
    "20261122-100001-abcd/journal.ndjson",
  );
});

test("a shard that is complete is run anew, and so is one of which there is nothing", async () => {
  expect(await resultsOf({ ended: 1 }, { ended: 3, outcome: "complete" })).toBeUndefined();
  expect(await resultsOf()).toBeUndefined();
});
