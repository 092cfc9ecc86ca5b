import { expect, test } from "vitest";
import { wallSeconds } from "../../../harness/plan/stands.ts";

const stands = (...seconds: number[]) =>
  seconds.map((estimateSeconds, i) => ({ id: String(i), cells: [], estimateSeconds, weight: 1 }));

test("stands take the lane that is free first", () => {
  expect(wallSeconds(stands(100, 60, 50, 40), 2)).toBe(140);
  expect(wallSeconds(stands(100, 60, 50, 40), 1)).toBe(250);
  expect(wallSeconds(stands(100, 60), 8)).toBe(100);
  expect(wallSeconds([], 4)).toBe(0);
});

test("a stand of several nodes takes that many lanes, and waits until they are free", () => {
  const [small, large] = stands(100, 50);
  expect(wallSeconds([small, { ...large, weight: 3 }] as ReturnType<typeof stands>, 3)).toBe(150);
  expect(wallSeconds([small, { ...large, weight: 3 }] as ReturnType<typeof stands>, 4)).toBe(100);
  const pair = [
    { ...small, weight: 1.5 },
    { ...large, weight: 1.5 },
  ] as ReturnType<typeof stands>;
  expect([wallSeconds(pair, 2), wallSeconds(pair, 3)]).toEqual([150, 100]);
});
