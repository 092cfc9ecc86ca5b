import { describe, expect, test } from "vitest";
import type { Sample } from "../../../harness/journal/events.ts";
import { symptomProgress } from "../../../harness/judge/symptom.ts";
import { LOAD_BALANCER } from "../../../harness/observe/load-balancer.ts";
import type { Signature, Symptom } from "../../../harness/scenario/types.ts";
import { TOP_FAILS } from "../../../harness/scenario/words/signs.ts";
import { condition, every, NODE, nodesOk, podSeen, SU, T0, topFails, view } from "./synthetic.ts";

const OTHERS = ["cp2", "cp3"];
const VANTAGES = [NODE, ...OTHERS, LOAD_BALANCER];
const symptom: Symptom = {
  command: "kubectl top nodes",
  vantage: "away from the pod",
  signatures: [TOP_FAILS],
  withinSeconds: 60,
  persists: { seconds: 30 },
};
const bounds = { from: T0 + 10_000, deadlineFrom: T0 + 12_000 };

const hosted = (node: string, seconds = -20): Sample =>
  ({ ...podSeen(seconds, "ms-a", -30, -20), node }) as Sample;
const failing = (from: number, vantage: string) => every(4, from, 90, (s) => topFails(s, SU, vantage));
const working = (from: number, vantage = NODE) => every(4, from, 90, (s) => nodesOk(s, [NODE], vantage));

function progress(samples: readonly Sample[], now = 90, of: Symptom = symptom) {
  const sorted = samples.toSorted((a, b) => moment(a).localeCompare(moment(b)));
  return symptomProgress(of, view(sorted, now, { vantages: VANTAGES }), bounds);
}
const moment = (sample: Sample) => (sample.kind === "command" ? sample.endedAt : sample.seenAt);

describe("a fault that shows away from the pod", () => {
  const reported = [hosted(NODE), ...working(14), ...OTHERS.flatMap((name) => failing(20, name))];

  test("is shown once every server without the pod fails and the one with it works", () => {
    expect(progress(reported)).toMatchObject({ state: "done", result: { at: T0 + 20_000 } });
  });

  test("is dated by the server that showed it last", () => {
    const samples = [hosted(NODE), ...working(14), ...failing(20, "cp2"), ...failing(36, "cp3")];
    expect(progress(samples)).toMatchObject({ state: "done", result: { at: T0 + 36_000 } });
  });

  test("needs the documented text from one of them only", () => {
    const text: Signature = { ...TOP_FAILS, text: [/the server is currently unable/] };
    const samples = [
      hosted(NODE),
      ...working(14),
      ...failing(20, "cp2"),
      ...every(4, 22, 90, (s) => topFails(s, "another text", "cp3")),
    ];
    expect(progress(samples, 90, { ...symptom, signatures: [text] }).state).toBe("done");
    const other: Signature = { ...TOP_FAILS, text: [/a third/] };
    expect(progress(samples, 90, { ...symptom, signatures: [other] }).state).toBe("failed");
  });

  test("may do as it likes through the load balancer", () => {
    const either = every(8, 16, 90, (s) => [
      nodesOk(s, [NODE], LOAD_BALANCER),
      topFails(s + 3, SU, LOAD_BALANCER),
    ]);
    expect(progress([...reported, ...either]).state).toBe("done");
    expect(progress([...reported, ...working(14, LOAD_BALANCER)]).state).toBe("done");
  });

  test("is not shown while one server without the pod goes on working", () => {
    const samples = [hosted(NODE), ...working(14), ...failing(20, "cp2"), ...working(14, "cp3")];
    expect(progress(samples)).toMatchObject({
      state: "failed",
      reason: expect.stringMatching(/^not seen within .* from cp3: top nodes/),
    });
  });

  test("is another fault if the server with the pod fails too", () => {
    const samples = [hosted(NODE), ...VANTAGES.slice(0, 3).flatMap((name) => failing(20, name))];
    expect(progress(samples, 150)).toMatchObject({
      state: "failed",
      reason: expect.stringContaining(`${NODE}, which hosts the pod, answered 0 of`),
    });
  });

  test("does not take what the pod before the fault's answered for the new one's first answer", () => {
    const late = every(2, 16, 50, (s) => topFails(s, SU, NODE));
    const samples = [
      hosted(NODE),
      nodesOk(11, [NODE], NODE),
      { ...hosted(NODE, 14), pod: "ms-a", gone: true } as Sample,
      { ...hosted(NODE, 15), pod: "ms-b" } as Sample,
      ...late,
      ...working(52),
      ...OTHERS.flatMap((name) => failing(20, name)),
    ];
    expect(progress(samples).state).toBe("done");
  });

  test("forgives the server with the pod its pod's start and single misses", () => {
    const starting = every(2, 12, 30, (s) => topFails(s));
    const samples = [
      hosted(NODE),
      ...starting.map((sample) => ({ ...sample, vantage: NODE })),
      ...working(34),
      topFails(47, SU, NODE),
      topFails(59, SU, NODE),
      ...OTHERS.flatMap((name) => failing(20, name)),
    ];
    expect(progress(samples).state).toBe("done");
  });

  test("follows the pod to the server it moved to", () => {
    const moved = { ...hosted(NODE, 13), gone: true } as Sample;
    const now = { ...podSeen(14, "ms-b", 13, 30), node: "cp2" } as Sample;
    const samples = [
      hosted(NODE),
      moved,
      now,
      ...working(14),
      ...OTHERS.flatMap((name) => failing(20, name)),
    ];
    expect(progress(samples, 80)).toMatchObject({ state: "failed" });
    const after = [
      hosted(NODE),
      moved,
      now,
      ...working(14, "cp2"),
      ...failing(20, NODE),
      ...failing(20, "cp3"),
    ];
    expect(progress(after).state).toBe("done");
  });
});

describe("a condition that flaps", () => {
  const flapping: Signature = {
    kind: "apiservice",
    status: "False",
    reason: ["FailedDiscoveryCheck"],
    overwritten: 2,
  };
  const flap = (s: number) => [
    condition(s, "False", "FailedDiscoveryCheck"),
    condition(s + 0.1, "True", "Passed"),
  ];
  const seen = (samples: readonly Sample[]) =>
    progress([hosted(NODE), ...working(14), ...OTHERS.flatMap((name) => failing(20, name)), ...samples], 90, {
      ...symptom,
      signatures: [flapping],
    });

  test("is seen with the second overwriting, which the watch tells of", () => {
    expect(seen([...flap(22), ...flap(31)])).toMatchObject({ state: "done", result: { at: T0 + 31_100 } });
  });

  test("is not one that stays False, nor one overwritten once or before the fault", () => {
    expect(seen([condition(22, "False", "FailedDiscoveryCheck")]).state).not.toBe("done");
    expect(seen([...flap(4), ...flap(22)]).state).not.toBe("done");
    expect(
      seen([condition(22, "False", "MissingEndpoints"), condition(23, "True", "Passed"), ...flap(31)]).state,
    ).not.toBe("done");
  });
});
