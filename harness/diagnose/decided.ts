import type { Diagnosis } from "./judge/diagnosis.ts";
import { SLOW_START_MS } from "./judge/starting.ts";

/** The longest that a look takes unless it is told otherwise: a pod that was made as it began has its whole start in it. */
export const USUAL_WAIT_SECONDS = SLOW_START_MS / 1_000;

/** Milliseconds between two rounds. */
export const PACE_MS = 3_000;
/** Where only time will tell, rounds need not be so near, and what may be asked has to last. */
const PATIENT_MS = 12_000;
/** An API server that dials in vain takes half a minute to say so, and what flaps meanwhile is watched. */
const SLOW_MS = 14_000;
/** So long nothing is called unknown or untold: what flaps or is scraped every few seconds has had its turn. */
const LONG_MS = 12_000;

export interface LookSoFar {
  /** From 0 on. */
  readonly round: number;
  readonly elapsedMs: number;
  readonly waitMs: number;
  /** An answer is still to come. */
  readonly isSlow: boolean;
  /** No more may be asked. */
  readonly isSpent: boolean;
}

/** Whether another round would tell no more, or there is no time for one. */
export function isDecided(now: Diagnosis, before: Diagnosis | null, so: LookSoFar): boolean {
  if (so.elapsedMs >= so.waitMs || (so.isSpent && !so.isSlow)) return true;
  if (before === null || so.round < 1) return false;
  switch (now.verdict) {
    case "healthy":
      return before.verdict !== "cannot tell" || so.round > 1;
    case "known":
      return named(now) === named(before);
    default: {
      // What may pass, a start above all, may do so at any time.
      return so.elapsedMs >= LONG_MS && !so.isSlow && now.lookAgainAt === null;
    }
  }
}

export function paceMs(
  { lookAgainAt }: Diagnosis,
  now: number,
  { round, isSlow }: Pick<LookSoFar, "round" | "isSlow">,
): number {
  if (isSlow && round > 0) return SLOW_MS;
  const untilThen = lookAgainAt === null ? PACE_MS : lookAgainAt - now;
  return Math.min(PATIENT_MS, Math.max(PACE_MS, untilThen));
}

const named = ({ findings }: Diagnosis) => findings.map(({ reading }) => reading.scenario.id).join();
