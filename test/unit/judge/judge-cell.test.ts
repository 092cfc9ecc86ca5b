import { describe, expect, test } from "vitest";
import type { JournalEvent, Sample } from "../../../harness/journal/events.ts";
import { judgeCell } from "../../../harness/judge/judge-cell.ts";
import type { Cell } from "../../../harness/plan/cell.ts";
import type { Scenario } from "../../../harness/scenario/types.ts";
import { journalOf } from "./journal-of.ts";
import {
  cellOf,
  cellSamples,
  condition,
  healthyLooks,
  MA,
  NO_SANS,
  probed,
  SU,
  scenario,
  T0,
} from "./synthetic.ts";

const heals = cellOf("insecure-tls");
const wrong = cellOf("wrong");
const judged = (cell: Cell, samples: readonly Sample[]) =>
  judgeCell(scenario, cell, journalOf(cell, samples));

describe("a cell whose fix heals", () => {
  const judgement = judged(heals, cellSamples(true));

  test("passes, with times from the start of fault and fix", () => {
    expect(judgement).toMatchObject({ verdict: "pass", observed: "heals" });
    // The log line came last, 3 s after the fault began; the first good probe of both commands ended 20.1 s after the fix began.
    expect(judgement.timeToSymptomMs).toBe(3_000);
    expect(judgement.timeToRecoveryMs).toBe(20_100);
  });

  test("records both texts of the one condition and how often each was seen", () => {
    expect(judgement.textsSeen.map(({ text, count }) => [text, count])).toEqual([
      [MA, 9],
      [SU, 9],
    ]);
  });

  test("names where each signature was seen", () => {
    expect(judgement.signatures.map(({ where, text }) => [where, text])).toEqual([
      ["control-plane", MA],
      ["control-plane", expect.stringContaining("MissingEndpoints")],
      ["metrics-server-b", NO_SANS],
    ]);
  });
});

describe("a control that heals nothing", () => {
  test("passes when no effect is expected and none is seen", () => {
    expect(judged(wrong, cellSamples(false))).toMatchObject({
      verdict: "pass",
      observed: "no effect",
      timeToRecoveryMs: null,
    });
  });

  test("fails when it heals after all", () => {
    expect(judged(wrong, cellSamples(true))).toMatchObject({ verdict: "fail", observed: "heals" });
  });
});

test("an API server that the fault replaces may be away until that is done", () => {
  const samples = cellSamples(true).map((s) =>
    s.kind === "command" && s.observable === "kubectl get nodes" && s.endedAt.includes("00:14")
      ? probed(14, "kubectl get nodes", 1, "connect ECONNREFUSED")
      : s,
  );
  const untilSecond15 = journalOf(heals, samples).map((event) =>
    event.type === "phase.ended" && event.phase === "fault"
      ? { ...event, at: new Date(T0 + 15_000).toISOString() }
      : event,
  );
  expect(judgeCell(scenario, heals, untilSecond15)).toMatchObject({ verdict: "pass" });
  // Later it says nothing of the fault: the engine was restarted, say.
  expect(judged(heals, samples)).toMatchObject({ verdict: "error", observed: null });
});

test("a cell is judged by what its Kubernetes shows", () => {
  const later = { kind: "log", text: [/never written/] } as const;
  const from = { kubernetes: "1.36.0", signatures: [later], why: "other words" };
  const changing: Scenario = { ...scenario, symptom: { ...scenario.symptom, from } };
  const verdicts = ["1.34.4", "1.37.2"].map((version) => {
    const on = { ...heals, platform: { ...heals.platform, version } };
    return judgeCell(changing, on, journalOf(on, cellSamples(true))).verdict;
  });
  expect(verdicts).toEqual(["pass", "fail"]);
});

describe("what must not pass", () => {
  test("a healthy cluster under a fault", () => {
    const healthy = [condition(-30, "True", "Passed"), ...healthyLooks(0, 84)];
    expect(judged(heals, healthy)).toMatchObject({
      verdict: "fail",
      observed: null,
      reason: expect.stringContaining("not seen"),
    });
    expect(judged(wrong, healthy)).toMatchObject({ verdict: "fail" });
  });

  test("a cluster that was never healthy", () => {
    const samples = cellSamples(true).filter(
      (s) => s.kind !== "command" || s.exit !== 0 || s.endedAt > "2026-01-01T00:00:10",
    );
    expect(judged(heals, samples)).toMatchObject({
      verdict: "error",
      reason: expect.stringContaining("no baseline"),
    });
  });

  test("a cluster that another cell had before, which is named", () => {
    const before = journalOf(heals, [...healthyLooks(0, 2)]).map((event) =>
      event.type === "cell.started" ? { ...event, after: "synthetic-cert/kind-1.32.5/wrong" } : event,
    );
    expect(judgeCell(scenario, heals, before).reason).toMatch(
      /^no baseline: .*; the cluster had served synthetic-cert\/kind-1\.32\.5\/wrong before$/,
    );
  });

  test("a recovery that was not seen", () => {
    expect(judged(heals, cellSamples(false))).toMatchObject({ verdict: "fail", observed: "no effect" });
    const removed = cellSamples(true).filter(
      (s) => s.kind !== "command" || s.exit !== 0 || s.endedAt < "2026-01-01T00:01:00",
    );
    expect(judged(heals, removed)).toMatchObject({ verdict: "error", observed: null });
  });

  test("a fix the tool refused where it should heal", () => {
    const events = journalOf(heals, cellSamples(true)).map(
      (event): JournalEvent =>
        event.type === "phase.ended" && event.phase === "fix"
          ? { ...event, outcome: "failed", message: "is invalid: spec.x" }
          : event,
    );
    expect(judgeCell(scenario, heals, events)).toMatchObject({ verdict: "fail", observed: "refused" });
    const refused: Cell = { ...heals, expected: "refused" };
    const refusing = (refusal: RegExp): Scenario => ({
      ...scenario,
      fixes: scenario.fixes.map((fix) => ({
        ...fix,
        expect: { outcome: "refused", refusal, why: "synthetic" },
      })),
    });
    expect(judgeCell(refusing(/is invalid: spec/), refused, events)).toMatchObject({
      verdict: "pass",
      observed: "refused",
    });
    expect(judgeCell(refusing(/unknown field/), refused, events)).toMatchObject({
      verdict: "error",
      observed: null,
      reason: expect.stringContaining("but not with /unknown field/: is invalid"),
    });
  });

  test("a cluster that died meanwhile, though nothing works there as expected", () => {
    const refused =
      "The connection to the server 127.0.0.1:44583 was refused - did you specify the right host or port?";
    const dead = (from: number) => (s: Sample) =>
      s.kind === "command" && s.observable === "top nodes" && Date.parse(s.endedAt) >= T0 + from * 1_000
        ? { ...s, exit: 1, text: refused }
        : s;
    const duringFix = judged(wrong, cellSamples(false).map(dead(60)));
    expect(duringFix).toMatchObject({
      verdict: "error",
      observed: null,
      reason: expect.stringContaining("refused"),
    });
    const duringSymptom = cellSamples(false).filter(
      (s) => s.kind !== "command" || !s.observable.startsWith("kubectl"),
    );
    expect(judged(wrong, duringSymptom.map(dead(30)))).toMatchObject({ verdict: "error" });
  });

  test("something that should stay normal and did not", () => {
    const samples = cellSamples(true).map((s) =>
      s.kind === "command" && s.observable === "kubectl get nodes" && s.endedAt.includes("00:20")
        ? probed(20, "kubectl get nodes", 1, "Unable to connect to the server")
        : s,
    );
    expect(judged(heals, samples)).toMatchObject({
      verdict: "fail",
      reason: expect.stringContaining("kubectl get nodes did not stay normal: Unable to connect"),
    });
  });
});
