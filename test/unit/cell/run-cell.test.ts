import { expect, test } from "vitest";
import type { CellRun } from "../../../harness/cell/phases/cell-run.ts";
import { runCell } from "../../../harness/cell/run-cell.ts";
import type { CellEntry, JournalEvent } from "../../../harness/journal/events.ts";
import { virtualClock } from "../../virtual-clock.ts";
import { journalOf } from "../judge/journal-of.ts";
import { cellOf, cellSamples, scenario } from "../judge/synthetic.ts";

test("trouble of the harness is an error that says why and keeps what was seen until then", async () => {
  const cell = cellOf("insecure-tls");
  const seen: JournalEvent[] = journalOf(cell, cellSamples(true), { end: false });
  const entries: CellEntry[] = [];
  const run = {
    scenario,
    cell,
    after: "the-one-before",
    events: seen,
    emit: (entry: CellEntry) => entries.push(entry),
    clock: virtualClock(),
    signal: new AbortController().signal,
    stand: { up: () => Promise.reject(new Error("engine gone")), destroy: async () => {} },
  } as unknown as CellRun;
  expect(await runCell(run, true)).toEqual({
    verdict: "error",
    standUsable: false,
  });
  expect(entries[0]).toEqual({ type: "cell.started", after: "the-one-before" });
  expect(entries.at(-1)).toMatchObject({
    type: "cell.ended",
    verdict: "error",
    observed: null,
    reason: "engine gone; the cluster had served the-one-before before",
    timeToSymptomMs: 3_000,
    timeToRecoveryMs: 20_100,
  });
});
