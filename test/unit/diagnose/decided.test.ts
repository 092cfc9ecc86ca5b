import { expect, test } from "vitest";
import { isDecided, type LookSoFar, paceMs } from "../../../harness/diagnose/decided.ts";
import type { Diagnosis } from "../../../harness/diagnose/judge/diagnosis.ts";
import type { Finding } from "../../../harness/diagnose/judge/findings.ts";

const diagnosis = (
  verdict: Diagnosis["verdict"],
  ids: readonly string[] = [],
  lookAgainAt: number | null = null,
): Diagnosis => ({
  verdict,
  reason: "",
  findings: ids.map((id) => ({ reading: { scenario: { id } }, alike: [] }) as unknown as Finding),
  passed: [],
  ruledOut: [],
  open: [],
  lookAgainAt,
});
const so = (more: Partial<LookSoFar> = {}): LookSoFar => ({
  round: 1,
  elapsedMs: 3_000,
  waitMs: 60_000,
  isSlow: false,
  isSpent: false,
  ...more,
});

test("a fault is known once two looks agree", () => {
  const known = diagnosis("known", ["a"]);
  expect(isDecided(known, null, so({ round: 0 }))).toBe(false);
  expect(isDecided(known, diagnosis("unknown"), so())).toBe(false);
  expect(isDecided(known, known, so())).toBe(true);
});

test("nothing is called unknown before twelve seconds, nor while an answer is to come, but when the time is over", () => {
  const unknown = diagnosis("unknown");
  expect(isDecided(unknown, unknown, so())).toBe(false);
  const late = { round: 5, elapsedMs: 12_500 };
  expect(isDecided(unknown, unknown, so({ ...late, isSlow: true }))).toBe(false);
  expect(isDecided(unknown, unknown, so(late))).toBe(true);
  expect(isDecided(unknown, unknown, so({ elapsedMs: 60_000, isSlow: true }))).toBe(true);
});

test("a start is waited for as long as there is time, at a slower pace: it may be over before", () => {
  const until = (ms: number) => diagnosis("cannot tell", [], ms);
  const late = so({ round: 5, elapsedMs: 20_000 });
  expect(isDecided(until(50_000), until(50_000), late)).toBe(false);
  expect(isDecided(until(90_000), until(90_000), late)).toBe(false);
  expect(isDecided(until(90_000), until(90_000), so({ round: 9, elapsedMs: 60_000 }))).toBe(true);
  expect(paceMs(until(50_000), 20_000, late)).toBe(12_000);
  expect(paceMs(until(27_000), 20_000, late)).toBe(7_000);
  expect(paceMs(until(22_000), 20_000, late)).toBe(3_000);
  expect(paceMs(until(22_000), 20_000, { round: 1, isSlow: true })).toBe(14_000);
});
