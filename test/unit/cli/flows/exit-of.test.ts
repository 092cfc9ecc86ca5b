import { expect, test } from "vitest";
import { exitOf } from "../../../../harness/cli/flows/exit-of.ts";

test.each([
  [{ pass: 1, fail: 0, flaky: 0, error: 0 }, 0],
  [{ pass: 9, fail: 1, flaky: 0, error: 0 }, 1],
  [{ pass: 9, fail: 0, flaky: 1, error: 0 }, 1],
  [{ pass: 9, fail: 3, flaky: 1, error: 1 }, 3],
  [{ pass: 0, fail: 0, flaky: 0, error: 0 }, 6],
])(
  "verdicts %o end the process with %i: never green for a flaky cell or for nothing run, and an error outranks a fail",
  (totals, code) => {
    expect(exitOf(totals)).toBe(code);
  },
);
