import fc from "fast-check";
import { expect, test } from "vitest";
import { markdownFrom } from "../../../../harness/report/markdown.ts";
import { matrixFrom } from "../../../../harness/report/matrix-from.ts";
import { matrixSchema } from "../../../../harness/report/matrix-schema.ts";
import { wilson } from "../../../../harness/report/repeats/wilson.ts";
import { summaryLines } from "../../../../harness/report/terminal/summary.ts";
import { SyntheticJournal, syntheticCell } from "../../../synthetic-journal.ts";
import { pageOf } from "../html/page.ts";

const cell = syntheticCell("scenario-a", "right");

/** A cell that was lived so often, with what each attempt took to recover (null: it failed). */
function lived(
  times: readonly (number | null)[],
  options: Record<string, number> = { repeat: times.length },
) {
  const journal = new SyntheticJournal().started([cell]);
  for (const [index, timeToRecoveryMs] of times.entries())
    journal.attempt(
      cell,
      10 + 70 * index,
      timeToRecoveryMs === null ? "fail" : "pass",
      index + 1,
      undefined,
      {
        timeToSymptomMs: 4_000,
        timeToRecoveryMs,
      },
    );
  journal.ended(900);
  return journal.events.map((event) => (event.type === "run.started" ? { ...event, options } : event));
}

test.each([
  // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("Wilson's interval of %i in %i is %f to %f, as published", (hits, of, low, high) => {
  expect(wilson(hits, of).low).toBeCloseTo(low, 4);
  expect(wilson(hits, of).high).toBeCloseTo(high, 4);
});

test("an interval has what was seen in it, and is never outside 0 to 1", () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 200 }), (some, of) => {
      const hits = Math.min(some, of);
      const { low, high } = wilson(hits, of);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low - 1e-9).toBeLessThanOrEqual(hits / of);
      expect(high + 1e-9).toBeGreaterThanOrEqual(hits / of);
    }),
  );
});

test("every attempt's verdict is kept, and their times are a median and what they lie between", () => {
  const [row] = matrixFrom(lived([30_000, null, 20_000, 90_000, 24_000])).cells;
  expect(row).toMatchObject({ verdict: "flaky", attempts: 5 });
  expect(row?.tries?.map(({ attempt, verdict }) => `${attempt} ${verdict}`)).toEqual([
    "1 pass",
    "2 fail",
    "3 pass",
    "4 pass",
    "5 pass",
  ]);
  expect(row?.repeats).toEqual({
    attempts: 5,
    asExpected: 4,
    flakeRate: { share: 0.2, ...wilson(1, 5) },
    timeToSymptomMs: { median: 4_000, least: 4_000, most: 4_000 },
    timeToRecoveryMs: { median: 27_000, least: 20_000, most: 90_000 },
  });
});

test("terminal, Markdown and page say the same of it", () => {
  const { matrix, text } = pageOf(lived([30_000, null, 20_000, 90_000, 24_000]));
  const line =
    "4 of 5 attempts as expected: flake rate 20 % (95 %: 4 % to 62 %); to symptom 4.0 s (4.0 s to 4.0 s); to recovery 27.0 s (20.0 s to 90.0 s)";
  expect(matrixSchema.parse(matrix)).toEqual(matrix);
  expect(summaryLines(matrix, false)).toContainEqual(expect.stringContaining(line));
  expect(markdownFrom(matrix)).toContain(`\n${line}.\n`);
  expect(text).toContain(line);
});

test("attempts that only a failure brought about tell no rate, and one attempt is listed nowhere", () => {
  const [tried] = matrixFrom(lived([null, 20_000], {})).cells;
  expect(tried?.tries).toHaveLength(2);
  expect(tried).not.toHaveProperty("repeats");
  const [once] = matrixFrom(lived([20_000], {})).cells;
  expect(once).not.toHaveProperty("tries");
});

test("an attempt that was cut with its run does not count among those that failed", () => {
  const events = lived([20_000, 30_000, null], { repeat: 4 });
  const cut = events.map((event) =>
    event.type === "cell.ended" && event.attempt === 3 ? { ...event, interrupted: true as const } : event,
  );
  const [row] = matrixFrom(cut).cells;
  expect(row?.repeats).toMatchObject({ attempts: 2, asExpected: 2 });
});
