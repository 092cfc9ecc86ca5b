import { describe, expect, test } from "vitest";
import type { Sample } from "../../../harness/journal/events.ts";
import { symptomProgress } from "../../../harness/judge/symptom.ts";
import { seenAt } from "../../../harness/judge/view.ts";
import type { Symptom } from "../../../harness/scenario/types.ts";
import { condition, every, MA, nodesListed, nodesOk, probed, T0, topFails, view } from "./synthetic.ts";
import { bounds, persists, TOP } from "./synthetic-symptom.ts";

test("what stays normal is looked at after a change of minutes, and is the machine's trouble where nobody did", () => {
  const staysNormal = [{ kind: "kubectl" as const, args: ["get", "nodes"] }];
  const slow = { from: T0 + 10_000, deadlineFrom: T0 + 130_000 };
  const seen = (now: number, ...more: Sample[]) =>
    symptomProgress(
      { ...persists, staysNormal },
      view([...every(2, 14, now, (s) => topFails(s)), ...more], now),
      slow,
    );
  expect(seen(132)).toEqual({ state: "holding", note: "kubectl get nodes was not looked at" });
  expect(seen(140, nodesListed(136))).toMatchObject({ state: "done" });
  expect(seen(222)).toEqual({
    state: "failed",
    reason: "kubectl get nodes was not looked at",
    away: true,
  });
});

describe("a condition that stays True", () => {
  const symptom: Symptom = {
    ...persists,
    signatures: [TOP, { kind: "apiservice", status: "True", reason: ["Passed"] }],
  };
  const failing = every(2, 14, 46, (s) => topFails(s));

  test("counts though no event came after the fault", () => {
    const samples = [condition(0, "True", "Passed"), ...failing];
    expect(symptomProgress(symptom, view(samples, 46), bounds).state).toBe("done");
  });

  test("does not count once it turned False", () => {
    const samples = [condition(0, "True", "Passed"), ...failing, condition(46, "False", "MissingEndpoints")];
    expect(symptomProgress(symptom, view(samples, 47), bounds).state).toBe("failed");
  });
});

test("what stays normal and fails while a state of the symptom is another is no part of the symptom, which then begins anew", () => {
  const symptom: Symptom = {
    ...persists,
    signatures: [
      { ...TOP, on: { kind: "top-pods" } },
      { kind: "apiservice", status: "True", reason: ["Passed"] },
    ],
    staysNormal: [{ kind: "top-nodes" }],
  };
  const samples = (...more: Sample[]) => [
    condition(0, "True", "Passed"),
    ...every(2, 14, 80, (s) => probed(s, "top pods -A", 1, MA)),
    ...every(4, 15, 80, (s) => nodesOk(s)),
    ...more,
  ];
  const restarted = samples(condition(18, "False", "MissingEndpoints"), condition(20, "True", "Passed"));
  const fails = topFails(18.5);
  expect(symptomProgress(symptom, view([...restarted, fails], 80), bounds).state).toBe("done");
  const soon = view(
    [...restarted, fails].filter((each) => seenAt(each) <= T0 + 46_000),
    46,
  );
  expect(symptomProgress(symptom, soon, bounds)).toMatchObject({ note: "it has yet to last 4.0 s" });
  for (const after of [topFails(22), topFails(40)])
    expect(symptomProgress(symptom, view([...restarted, after], 80), bounds).state).toBe("failed");
  expect(symptomProgress(symptom, view(samples(fails), 80), bounds).state).toBe("failed");
});
