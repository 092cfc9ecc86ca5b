import { expect, test } from "vitest";
import type { JournalEvent } from "../../../harness/journal/events.ts";
import { fixProgress } from "../../../harness/judge/fix.ts";
import { judgeCell } from "../../../harness/judge/judge-cell.ts";
import { watchMs } from "../../../harness/judge/watch.ts";
import type { Cell } from "../../../harness/plan/cell.ts";
import type { Fix } from "../../../harness/scenario/types.ts";
import { journalOf } from "./journal-of.ts";
import { cellOf, cellSamples, every, nodesListed, scenario, T0, topFails, view } from "./synthetic.ts";

const healing = { fix: "edit-policy", healedMs: 80_000, healthyStartMs: 20_000 };
const watch = (own: number | null, slowestHealing: Cell["slowestHealing"] = healing) =>
  watchMs(
    { scenario, cell: { ...cellOf("wrong"), ...(slowestHealing !== undefined && { slowestHealing }) } },
    own,
  );

test("a control is planned to be watched for 1.75 times the slowest healing beside it", () => {
  expect(watch(20_000)).toBe(140_000);
});

test("longer where its own start was slower than that of the healing, up to twice, and never shorter", () => {
  expect(watch(30_000)).toBe(210_000);
  expect(watch(90_000)).toBe(280_000);
  expect(watch(2_000)).toBe(140_000);
});

test("starts within one scrape, and those on a cluster that served before, say nothing of the machine", () => {
  expect(watch(14_000, { ...healing, healthyStartMs: 300 })).toBe(140_000);
  expect(watch(90_000, { ...healing, healthyStartMs: null })).toBe(140_000);
  expect(watch(null)).toBe(140_000);
});

test("where no healing is known it is as long as a healing may take; what clears by itself is not watched so", () => {
  expect(watch(20_000, null)).toBe(40_000);
  expect(watchMs({ scenario, cell: cellOf("wrong") }, 20_000)).toBe(0);
});

test("a fix without effect is not called so before the watch is over", () => {
  const fix = scenario.fixes[1] as Fix;
  const bounds = { faultAt: T0 + 10_000, fixAt: T0 + 50_000, fixedAt: T0 + 52_000, watchMs: 60_000 };
  const samples = [...every(2, 12, 114, (s) => topFails(s)), ...every(5, 53, 114, nodesListed)];
  const until = (seconds: number) =>
    samples.filter((s) => s.kind === "command" && Date.parse(s.endedAt) <= T0 + seconds * 1_000);
  expect(fixProgress(scenario, fix, view(until(90), 90), bounds)).toMatchObject({
    state: "holding",
    settlesAt: T0 + 112_000,
  });
  expect(fixProgress(scenario, fix, view(samples, 114), bounds)).toMatchObject({
    state: "done",
    result: { outcome: "no effect" },
  });
});

test("a journal tells its judge how long the cell was to be watched, so that one cut short proves nothing", () => {
  const events = journalOf(cellOf("wrong"), cellSamples(false));
  const told = events.map((event) =>
    event.type === "cell.started" ? { ...event, slowestHealing: { ...healing, healedMs: 70_000 } } : event,
  );
  expect(judgeCell(scenario, cellOf("wrong"), events).verdict).toBe("pass");
  expect(judgeCell(scenario, cellOf("wrong"), told)).toMatchObject({ verdict: "error" });
});

test("it tells for how long live watched, whatever a judge would reckon", () => {
  const events = journalOf(cellOf("wrong"), cellSamples(false));
  const told = (ms: number) => {
    const at = events.findIndex((event) => event.type === "phase.ended" && event.phase === "recovery");
    const stamped = events[at] as JournalEvent & { cell: string; attempt: number };
    const { v, run, cell, attempt } = stamped;
    const watch: JournalEvent = {
      v,
      run,
      cell,
      attempt,
      at: stamped.at,
      type: "watch",
      phase: "recovery",
      ms,
    };
    return judgeCell(scenario, cellOf("wrong"), events.toSpliced(at, 0, watch)).verdict;
  };
  expect(told(35_000)).toBe("pass");
  expect(told(90_000)).toBe("error");
});
