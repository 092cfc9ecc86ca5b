import { describe, expect, test } from "vitest";
import type { Sample } from "../../../harness/journal/events.ts";
import { symptomProgress } from "../../../harness/judge/symptom.ts";
import type { Signature, Symptom } from "../../../harness/scenario/types.ts";
import {
  condition,
  every,
  happened,
  healthyLooks,
  logged,
  MA,
  nodesOk,
  podSeen,
  podsOk,
  SERVER,
  SU,
  T0,
  topFails,
  view,
} from "./synthetic.ts";
import { bounds, persists, TOP } from "./synthetic-symptom.ts";

const LOG: Signature = { kind: "log", text: [/403 Forbidden/] };
const UNHEALTHY: Signature = { kind: "event", reason: "Unhealthy", text: [/statuscode: 500/] };

const transient: Symptom = {
  command: "kubectl top nodes",
  signatures: [UNHEALTHY],
  withinSeconds: 20,
  transient: { clearsWithinSeconds: 30 },
};
describe("a symptom that persists", () => {
  test("is waited for, then held, then done", () => {
    const samples = every(2, 14, 60, (s) => topFails(s));
    const seen = (now: number) =>
      symptomProgress(
        persists,
        view(
          samples.filter((_, i) => 14 + i * 2 <= now),
          now,
        ),
        bounds,
      );
    expect(seen(13)).toMatchObject({ state: "waiting" });
    expect(seen(20)).toMatchObject({ state: "holding", note: "it has yet to last 24.0 s" });
    expect(seen(44)).toMatchObject({ state: "done", result: { at: T0 + 14_000 } });
  });

  test("may change its text meanwhile: MA and SU are one condition", () => {
    const samples = every(2, 14, 44, (s) => topFails(s, s % 4 ? MA : SU));
    expect(symptomProgress(persists, view(samples, 44), bounds).state).toBe("done");
  });

  test("is not a condition that another has taken the place of; that a second server says True does not end it", () => {
    const missing: Signature = { kind: "apiservice", status: "False", reason: ["MissingEndpoints"] };
    const symptom = { ...persists, signatures: [TOP, missing] };
    const seen = (...conditions: Sample[]) => {
      const samples = [...every(2, 14, 50, (s) => topFails(s)), ...conditions];
      return symptomProgress(symptom, view(samples, 50), bounds).state;
    };
    const passing = condition(15, "False", "MissingEndpoints");
    expect(seen(passing)).toBe("done");
    expect(seen(passing, condition(17, "True", "Passed"))).toBe("done");
    expect(seen(passing, condition(17, "False", "FailedDiscoveryCheck"))).toBe("failed");
  });

  test("is not whatever fails: probes in other words do not carry it on, and most of them end it", () => {
    const shown = every(2, 14, 30, (s) => topFails(s));
    const other = (from: number, to: number) => every(2, from, to, (s) => topFails(s, "another error"));
    const seen = (samples: Sample[], now: number) => symptomProgress(persists, view(samples, now), bounds);
    expect(seen([...shown, ...other(32, 44)], 46).state).toBe("holding");
    expect(seen([...shown, ...other(32, 44), topFails(46)], 47).state).toBe("done");
    expect(seen([...shown, ...other(32, 60), topFails(61)], 62)).toMatchObject({ state: "failed" });
  });

  test("outlives this cell's own healthy start, half as long again, after the fault's change", () => {
    const samples = (until: number) => every(2, 14, until, (s) => topFails(s));
    const seen = (now: number) =>
      symptomProgress(persists, view(samples(now), now), { ...bounds, healthyStartMs: 40_000 });
    const outlived = (bounds.deadlineFrom - T0) / 1_000 + 60;
    expect(seen(outlived - 2)).toMatchObject({ state: "holding", settlesAt: T0 + outlived * 1_000 });
    expect(seen(outlived + 2).state).toBe("done");
  });

  test("is not a new pod's start: one success ends it", () => {
    const samples = [...every(2, 14, 34, (s) => topFails(s)), ...healthyLooks(36, 50)];
    const seen = symptomProgress(persists, view(samples, 50), bounds);
    expect(seen).toMatchObject({ state: "failed", reason: expect.stringContaining("cleared by itself") });
  });

  test("may begin after a success, if still within its time", () => {
    const samples = [topFails(12), nodesOk(14), ...every(2, 16, 46, (s) => topFails(s))];
    expect(symptomProgress(persists, view(samples, 46), bounds)).toMatchObject({
      state: "done",
      result: { at: T0 + 16_000 },
    });
    const late = [
      topFails(12),
      ...every(2, 14, 32, (s) => nodesOk(s)),
      ...every(2, 34, 70, (s) => topFails(s)),
    ];
    expect(symptomProgress(persists, view(late, 70), bounds).state).toBe("failed");
  });

  test("is not shown by what was seen before the fault", () => {
    const symptom = { ...persists, signatures: [TOP, LOG] };
    const samples = [
      podSeen(1, "metrics-server-a", 0, 1),
      logged(5, "metrics-server-a", "403 Forbidden"),
      ...every(2, 14, 60, (s) => topFails(s)),
    ];
    expect(symptomProgress(symptom, view(samples, 60), bounds)).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("403 Forbidden"),
    });
  });

  test("of one server is not ended by another server that works", () => {
    const samples = every(2, 14, 46, (s) => [topFails(s, MA, "a"), nodesOk(s + 0.1, undefined, "b")]);
    const both = view(samples, 47, { vantages: ["a", "b"] });
    expect(symptomProgress(persists, both, bounds)).toMatchObject({
      state: "done",
      result: { signatures: [{ where: "a" }] },
    });
  });

  test("of a cluster that works otherwise is none", () => {
    const symptom = { ...persists, signatures: [LOG] };
    const samples = [
      condition(0, "True", "Passed"),
      podSeen(12, "metrics-server-b", 11, 12),
      logged(13, "metrics-server-b", "403 Forbidden"),
      ...every(2, 14, 50, (s) => [nodesOk(s), podsOk(s)]),
    ];
    expect(symptomProgress(symptom, view(samples, 50), bounds)).toMatchObject({
      note: expect.stringContaining("healthy"),
    });
    expect(symptomProgress(symptom, view(samples, 120), bounds).state).toBe("failed");
  });
});

describe("a transient symptom", () => {
  const noise = happened(15, "metrics-server-b", "Unhealthy", "HTTP probe failed with statuscode: 500", 9);
  const up = [condition(28, "True", "Passed"), ...healthyLooks(30, 40)];

  test("must be seen and then clear by itself", () => {
    const seen = symptomProgress(
      transient,
      view([noise, ...every(2, 14, 28, (s) => topFails(s)), ...up], 40),
      bounds,
    );
    expect(seen).toMatchObject({ state: "done", result: { at: T0 + 15_000, clearedAt: T0 + 30_100 } });
  });

  test("that does not clear in time fails", () => {
    const samples = [noise, ...every(2, 14, 60, (s) => topFails(s))];
    expect(symptomProgress(transient, view(samples, 60), bounds)).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("did not clear within 30.0 s"),
    });
  });

  test("is not an old event that a new watch repeats", () => {
    const before = happened(5, "metrics-server-a", "Unhealthy", "HTTP probe failed with statuscode: 500", 9);
    const again = { ...before, seenAt: "2026-01-01T00:00:15.000Z" };
    expect(symptomProgress(transient, view([before, again, ...up], 40), bounds).state).toBe("failed");
    const more = { ...again, count: 10 };
    expect(symptomProgress(transient, view([before, again, more, ...up], 40), bounds).state).toBe("done");
  });
});

test("what replaces the metrics API as recovery must not hold while the symptom is held", () => {
  const gone: Signature = {
    kind: "command",
    on: { kind: "kubectl", args: ["get", "ns", "x"] },
    exit: "non-zero",
    text: [/NotFound/],
  };
  const symptom: Symptom = { ...persists, recovery: [gone] };
  const ask = (exit: number, text: string) =>
    every(2, 14, 46, (s) => [
      topFails(s),
      {
        kind: "command" as const,
        observable: "kubectl get ns x",
        vantage: SERVER,
        startedAt: new Date(T0 + s * 1_000).toISOString(),
        endedAt: new Date(T0 + s * 1_000 + 100).toISOString(),
        exit,
        text,
      },
    ]);
  expect(symptomProgress(symptom, view(ask(0, "x Terminating"), 47), bounds).state).toBe("done");
  expect(symptomProgress(symptom, view(ask(1, "Error (NotFound)"), 47), bounds).state).toBe("holding");
});
