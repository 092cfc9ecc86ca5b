import { describe, expect, test } from "vitest";
import type { Sample } from "../../../harness/journal/events.ts";
import { fixProgress } from "../../../harness/judge/fix.ts";
import type { Fix, Scenario } from "../../../harness/scenario/types.ts";
import {
  condition,
  every,
  happened,
  healthyLooks,
  NODE,
  nodesListed,
  nodesOk,
  podSeen,
  podsOk,
  scenario,
  T0,
  topFails,
  view,
} from "./synthetic.ts";

const fix = scenario.fixes[0] as Fix;
/** Fault at 10 s, fix from 50 to 52 s, 40 s to heal: deadline at 92 s. */
const bounds = { faultAt: T0 + 10_000, fixAt: T0 + 50_000, fixedAt: T0 + 52_000 };
const failing = every(2, 12, 68, (s) => topFails(s));
const answering = every(5, 53, 125, nodesListed);
const UP = condition(69, "True", "Passed");

describe("a fix of a persistent symptom", () => {
  const seen = (samples: readonly Sample[], now: number, nodes?: { at: number; ready: string[] }[]) =>
    fixProgress(scenario, fix, view([...samples, ...answering], now, nodes && { nodes }), bounds);

  test("heals once recovery is sustained; the time is that of the first good probe", () => {
    const probes = [...failing, UP, ...healthyLooks(70, 80)].filter(
      (s) => s.kind !== "command" || Date.parse(s.endedAt) <= T0 + 73_000,
    );
    expect(seen(probes, 73)).toMatchObject({ state: "holding" });
    expect(seen([...failing, UP, ...healthyLooks(70, 100)], 100)).toMatchObject({ state: "holding" });
    expect(seen([...failing, UP, ...healthyLooks(70, 102)], 102)).toMatchObject({
      state: "done",
      result: { outcome: "heals", since: T0 + 70_100 },
    });
  });

  test("has no effect after the whole deadline, and says what was still wrong", () => {
    const probes = every(2, 12, 94, (s) => topFails(s));
    expect(seen(probes, 90)).toMatchObject({ state: "holding", settlesAt: T0 + 92_000 });
    expect(seen(probes, 94)).toMatchObject({
      state: "done",
      result: {
        outcome: "no effect",
        since: null,
        reason: expect.stringContaining("Metrics API not available"),
      },
    });
  });

  test("that heals just before the deadline gets the time to prove it; just after it is too late", () => {
    const late = [...every(2, 12, 88, (s) => topFails(s)), UP, ...healthyLooks(91, 123)];
    expect(
      seen(
        late.filter((s) => s.kind !== "command" || Date.parse(s.endedAt) < T0 + 93_000),
        93,
      ).state,
    ).toBe("holding");
    expect(seen(late, 123)).toMatchObject({ result: { outcome: "heals" } });
    const after = [...every(2, 12, 92, (s) => topFails(s)), UP, ...healthyLooks(94, 99)];
    expect(seen(after, 123)).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("no proof that it has no effect"),
    });
  });

  test("that loses a node has not healed", () => {
    const probes = [...failing, UP, ...healthyLooks(70, 95)];
    const nodes = [
      { at: T0, ready: [NODE, "worker"] },
      { at: T0 + 60_000, ready: [NODE] },
    ];
    expect(seen(probes, 95, nodes)).toMatchObject({
      state: "holding",
      note: expect.stringContaining("0 of 2 probes"),
    });
  });
});

describe("a fix of a transient symptom", () => {
  const noise = (seconds: number, pod: string) =>
    happened(seconds, pod, "Unhealthy", "Readiness probe failed: statuscode: 500");
  const transient: Scenario = {
    ...scenario,
    symptom: {
      command: "kubectl get events",
      signatures: [{ kind: "event", reason: "Unhealthy", text: [/statuscode: 500/] }],
      withinSeconds: 20,
      transient: { clearsWithinSeconds: 30 },
    },
  };
  /** With the fault the pod was Ready 17 s after its start; pod c is the fix's, started at 52 s. */
  const withFault = [
    podSeen(12, "b", 12, null),
    noise(15, "b"),
    podSeen(29, "b", 12, 29),
    condition(29, "True", "Passed"),
  ];
  const pod = (readyAfter: number) => [
    podSeen(52, "c", 52, null),
    podSeen(52 + readyAfter, "c", 52, 52 + readyAfter),
    condition(52 + readyAfter, "True", "Passed"),
    ...every(2, 54 + readyAfter, 86 + readyAfter, (s) => [nodesOk(s), podsOk(s)]),
  ];
  const seen = (samples: readonly Sample[], now = 150) => {
    const probes = [...withFault, ...samples].sort((a, b) => atOf(a).localeCompare(atOf(b)));
    return fixProgress(transient, fix, view(probes, now), bounds);
  };

  test("heals if the noise is gone and the pod ready sooner", () => {
    expect(seen(pod(12))).toMatchObject({
      result: { outcome: "heals", reason: expect.stringContaining("ready 12.0 s") },
    });
  });

  test("hides if the noise is gone but the pod ready no sooner; times are in whole seconds", () => {
    expect(seen(pod(15))).toMatchObject({ result: { outcome: "hides" } });
    expect(seen(pod(32))).toMatchObject({
      result: { outcome: "hides", reason: expect.stringContaining("17.0 s with the fault") },
    });
  });

  test("has no effect if the new pod makes the noise; the old one's last words do not count", () => {
    expect(seen([...pod(12), noise(60, "c")])).toMatchObject({ result: { outcome: "no effect" } });
    expect(seen([...pod(12), noise(51, "b")])).toMatchObject({ result: { outcome: "heals" } });
  });

  test("is not judged if nothing is ready by the deadline, or if no new pod came", () => {
    const never = [
      podSeen(52, "c", 52, null),
      condition(52, "False", "MissingEndpoints"),
      ...every(2, 54, 94, (s) => topFails(s)),
    ];
    expect(seen(never, 80)).toMatchObject({ state: "waiting" });
    expect(seen(never)).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("not ready in time"),
    });
    const same = [condition(52, "True", "Passed"), ...healthyLooks(54, 90)];
    expect(seen(same)).toMatchObject({ state: "failed", reason: expect.stringContaining("no new pod") });
  });
});

const atOf = (sample: Sample) => (sample.kind === "command" ? sample.endedAt : sample.seenAt);
