import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readJournal, readOutline } from "../../../harness/journal/read-journal.ts";
import { matrixFrom } from "../../../harness/report/matrix-from.ts";
import { unfinished } from "../../../harness/run/resumed.ts";
import { type Ends, samples, simulate } from "../../simulated-run.ts";
import { syntheticCell } from "../../synthetic-journal.ts";
import { tempFolder } from "../../temp-folder.ts";

const cells = ["one", "two", "three"].flatMap((fix, index) =>
  ["scenario-a", "scenario-b"].map((scenario) => syntheticCell(scenario, fix, { index })),
);
const ends: Ends = {
  "scenario-a/kind-1.32.5/two": [
    { verdict: "fail", observed: "no effect", reason: "it stays" },
    { verdict: "fail", observed: "no effect", reason: "it stays" },
  ],
  "scenario-b/kind-1.32.5/two": [{ verdict: "error", observed: null, reason: "no cluster" }],
};

/** Goes on with the run of a journal, as `run --resume` does. */
async function resume(journal: string, to: string, more: { stopIn?: string; repeat?: number } = {}) {
  const { events } = await readOutline(journal);
  const { resumed, left } = unfinished(journal, events, { attempts: 2, repeat: more.repeat ?? 1 });
  return simulate({ run: "20261122-110000-bbbb", path: to, cells: left, ends, resumed, ...more });
}

/** What a matrix says whenever its run was, and however often it was cut. */
async function said(path: string) {
  const { cells: rows, totals, run } = matrixFrom((await readOutline(path)).events);
  return {
    rows: rows.map(({ phases, ...row }) => ({ ...row, phases: phases.length })),
    totals,
    outcome: run.outcome,
  };
}

test("a run cut at any byte and gone on with has the matrix of an unbroken one, and every sample of it once", async () => {
  const dir = tempFolder("resume");
  const path = join(dir, "whole.ndjson");
  const all = await simulate({ run: "20261122-100000-aaaa", path, cells, ends });
  expect(all).toHaveLength(8);
  const whole = await said(path);
  const bytes = await readFile(path);
  const begun = bytes.indexOf('"type":"run.toolchain"');
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: begun, max: bytes.length }), async (length) => {
      const cut = join(dir, `cut-${length}.ndjson`);
      const next = join(dir, `next-${length}.ndjson`);
      await writeFile(cut, bytes.subarray(0, length));
      await writeFile(next, "");
      const asked = await resume(cut, next);
      expect(asked.length).toBeLessThanOrEqual(all.length);
      expect(await said(next)).toEqual(whole);
      const [kept, wanted] = [await readJournal(next), await readJournal(path)];
      expect(samples(kept.events).toSorted()).toEqual(samples(wanted.events).toSorted());
      expect(kept.torn).toBeNull();
    }),
    { numRuns: 20 },
  );
}, 60_000);

test("what was stopped by Ctrl-C is run again; what had ended is not, and its lines keep the run they are from", async () => {
  const dir = tempFolder("stopped");
  const [first, second, third] = ["first", "second", "third"].map((name) => join(dir, `${name}.ndjson`)) as [
    string,
    string,
    string,
  ];
  const stopIn = "scenario-b/kind-1.32.5/three";
  const begun = await simulate({ run: "20261122-100000-aaaa", path: first, cells, ends, stopIn });
  expect(matrixFrom((await readOutline(first)).events).totals).toMatchObject({ error: 2 });
  const again = await resume(first, second, { stopIn });
  expect(again[0]).toMatch(/#\d$/);
  const rest = await resume(second, third);
  expect(rest).toContain(`${stopIn}#1`);
  // The first try of this one had ended in an error, and no second one had begun.
  const failed = "scenario-b/kind-1.32.5/two#1";
  expect(rest.filter((each) => begun.includes(each) && !each.startsWith(stopIn))).toEqual([failed]);
  const path = join(dir, "whole.ndjson");
  await simulate({ run: "20261122-100000-cccc", path, cells, ends });
  expect(await said(third)).toEqual(await said(path));
  const { events } = await readOutline(third);
  expect(events[0]).toMatchObject({ run: "20261122-110000-bbbb", copiedFrom: ["20261122-110000-bbbb"] });
  expect(new Set(events.map(({ run }) => run))).toEqual(
    new Set(["20261122-110000-bbbb", "20261122-100000-aaaa"]),
  );
});

test("what ended in an error is tried again, as its machine had failed; an error before another verdict stands", async () => {
  const dir = tempFolder("errors");
  const [first, next] = [join(dir, "first.ndjson"), join(dir, "next.ndjson")];
  const [once, ever] = ["scenario-b/kind-1.32.5/two", "scenario-a/kind-1.32.5/one"];
  const gone: Ends[string] = [1, 2].map(() => ({ verdict: "error", observed: null, reason: "no engine" }));
  await simulate({ run: "20261122-100000-aaaa", path: first, cells, ends: { ...ends, [ever]: gone } });
  expect(await resume(first, next)).toEqual([`${ever}#1`]);
  const { rows, totals } = await said(next);
  expect(totals).toMatchObject({ error: 0, flaky: 1 });
  expect(rows.find(({ id }) => id === ever)).toMatchObject({ verdict: "pass", attempts: 1 });
  expect(rows.find(({ id }) => id === once)).toMatchObject({ verdict: "flaky", attempts: 2 });
  await simulate({ run: "20261122-100000-cccc", path: join(dir, "third.ndjson"), cells, ends, repeat: 2 });
  const { events } = await readOutline(join(dir, "third.ndjson"));
  expect(unfinished("", events, { attempts: 2, repeat: 2 }).left).toEqual([]);
});

test("a control that is run after a resume is watched for longer than what had healed before", async () => {
  const healing = { fix: "one", healedMs: 30_000, healthyStartMs: null };
  const [heals, control] = [
    syntheticCell("scenario-a", "one"),
    syntheticCell("scenario-a", "nothing", {
      expected: "no effect",
      slowestHealing: { ...healing, healedMs: 9 },
    }),
  ];
  const dir = tempFolder("watched");
  const path = join(dir, "first.ndjson");
  const slow: Ends = { [heals.id]: [{ timeToRecoveryMs: 90_000 }] };
  await simulate({
    run: "20261122-100000-aaaa",
    path,
    cells: [heals, control],
    ends: slow,
    stopIn: control.id,
  });
  const next = join(dir, "next.ndjson");
  expect(await resume(path, next)).toEqual([`${control.id}#1`]);
  const row = matrixFrom((await readOutline(next)).events).cells.find(({ id }) => id === control.id);
  expect(row?.slowestHealing).toEqual({ fix: "one", healedMs: 90_000, healthyStartMs: null });
});

test("a repeated run that was stopped is gone on with until every cell has its repetitions", async () => {
  const dir = tempFolder("repeat");
  const [whole, cut, next] = ["whole", "cut", "next"].map((name) => join(dir, `${name}.ndjson`)) as [
    string,
    string,
    string,
  ];
  await simulate({ run: "20261122-100000-aaaa", path: whole, cells, ends, repeat: 3 });
  const stopIn = "scenario-b/kind-1.32.5/three";
  await simulate({ run: "20261122-100000-aaaa", path: cut, cells, ends, repeat: 3, stopIn });
  await resume(cut, next, { repeat: 3 });
  expect(await said(next)).toEqual(await said(whole));
  const { rows } = await said(next);
  expect(rows.map(({ attempts, repeats }) => [attempts, repeats?.attempts])).toEqual(cells.map(() => [3, 3]));
  const flaky = rows.find(({ id }) => id === "scenario-a/kind-1.32.5/two");
  expect(flaky).toMatchObject({
    verdict: "flaky",
    tries: [{ verdict: "fail" }, { verdict: "fail" }, { verdict: "pass", timeToRecoveryMs: 20_000 }],
    repeats: { asExpected: 1, timeToRecoveryMs: { median: 20_000, least: 20_000, most: 20_000 } },
  });
});
