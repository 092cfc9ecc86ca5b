import { expect, test } from "vitest";
import { wallSeconds } from "../../../harness/plan/wall-time.ts";

const stands = (...seconds: number[]) =>
  seconds.map((estimateSeconds, i) => ({ id: String(i), cells: [], estimateSeconds }));

test("stands take the lane that is free first", () => {
  expect(wallSeconds(stands(100, 60, 50, 40), 2)).toBe(140);
  expect(wallSeconds(stands(100, 60, 50, 40), 1)).toBe(250);
  expect(wallSeconds(stands(100, 60), 8)).toBe(100);
  expect(wallSeconds([], 4)).toBe(0);
});
