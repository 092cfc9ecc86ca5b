import { cellCount } from "../cell-words.ts";
import type { Matrix } from "../matrix-schema.ts";

/** What the run comes to, for somebody who reads nothing else. */
export function verdictSentence({ run, cells, totals }: Matrix): string {
  const { pass, fail, flaky, error, notRun } = totals;
  const others = [
    fail > 0 && `${fail} did something else`,
    flaky > 0 && `${flaky} differed from one attempt to the next`,
    error > 0 && `${error} ended in an error, which says nothing of the fix`,
    notRun > 0 && `${notRun} did not run`,
  ].filter((part) => part !== false);
  const expected =
    pass === cells.length && pass > 0
      ? `${pass === 1 ? "The one cell" : `All ${pass} cells`} did what was expected`
      : `${pass} of ${cellCount(cells.length)} did what was expected`;
  return `${[expected, ...others].join("; ")}.${OUTCOME[run.outcome]}`;
}

const OUTCOME = {
  complete: "",
  interrupted: " The run was interrupted.",
  failed: " The run failed before its end.",
  cut: " The journal has no end: the run was killed, or still goes on.",
} as const;
