import { expect, test } from "vitest";
import { readyAllAlong } from "../../../harness/judge/ready-all-along.ts";
import { podSeen, T0, view } from "./synthetic.ts";

/** The fault began at 10 s. */
const ready = (...pods: Parameters<typeof view>[0]) => readyAllAlong(view(pods, 60), T0 + 10_000) !== null;
const A = podSeen(2, "a", 0, 1);

test("a pod that was ready before the fault, and of which nothing else was seen since, has been ready all along", () => {
  expect(ready(A)).toBe(true);
  expect(ready(podSeen(1, "a", 0, null), A, podSeen(30, "a", 0, 1))).toBe(true);
});

test("not so one that was not ready for a moment, was replaced, or came with the fault", () => {
  expect(ready(A, podSeen(20, "a", 0, null), podSeen(21, "a", 0, 21))).toBe(false);
  expect(ready(A, { ...podSeen(20, "a", 0, 1), gone: true } as typeof A, podSeen(40, "b", 20, 40))).toBe(
    false,
  );
  expect(ready(podSeen(12, "a", 11, 12))).toBe(false);
  expect(ready()).toBe(false);
});

test("so has one that others called not ready while its node was away, and that says since when it is", () => {
  expect(ready(podSeen(2, "a", -60, null), podSeen(22, "a", -60, -40))).toBe(true);
  expect(ready(podSeen(2, "a", -60, null), podSeen(22, "a", -60, 12))).toBe(false);
  expect(ready(podSeen(12, "a", -60, null), podSeen(22, "a", -60, -40))).toBe(false);
});

test("one of several is enough, as the rest may be leaving", () => {
  expect(
    ready(A, podSeen(3, "old", 0, null), { ...podSeen(11, "old", 0, null), gone: true } as typeof A),
  ).toBe(true);
});

test("not so where a further pod has come since: the old one is on its way out, whatever it still says", () => {
  expect(ready(A, podSeen(20, "b", 20, null))).toBe(false);
  expect(ready(A, podSeen(3, "b", 0, null), podSeen(20, "b", 0, null))).toBe(true);
});
