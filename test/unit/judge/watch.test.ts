import { expect, test } from "vitest";
import { fixProgress } from "../../../harness/judge/fix.ts";
import { judgeCell } from "../../../harness/judge/judge-cell.ts";
import { watchMs } from "../../../harness/judge/watch.ts";
import type { Fix } from "../../../harness/scenario/types.ts";
import {
  cellOf,
  cellSamples,
  every,
  journalOf,
  nodesListed,
  scenario,
  T0,
  topFails,
  view,
} from "./synthetic.ts";

const healing = { fix: "edit-policy", healedMs: 80_000, healthyStartMs: 20_000 };

test("a control is watched for 1.5 times the slowest healing beside it", () => {
  expect(watchMs(healing, 20_000)).toBe(120_000);
});

test("longer where its own start was slower than that of the healing, up to twice, and never shorter", () => {
  expect(watchMs(healing, 30_000)).toBe(180_000);
  expect(watchMs(healing, 90_000)).toBe(240_000);
  expect(watchMs(healing, 2_000)).toBe(120_000);
});

test("starts within one scrape say nothing of the machine", () => {
  expect(watchMs({ ...healing, healthyStartMs: 300 }, 14_000)).toBe(120_000);
});

test("where no healing is known the fix's own window holds", () => {
  expect(watchMs(null, 20_000)).toBe(0);
  expect(watchMs(undefined, 20_000)).toBe(0);
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
