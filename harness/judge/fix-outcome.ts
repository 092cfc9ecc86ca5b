import type { Outcome } from "../scenario/types.ts";

/** When fault and fix were applied, ms since the epoch. */
export interface FixBounds {
  /** Start of the fault's change. */
  readonly faultAt: number;
  /** Start of the fix's change: nothing seen earlier counts, and time to recovery counts from here. */
  readonly fixAt: number;
  /** End of the fix's change: `withinSeconds` counts from here. */
  readonly fixedAt: number;
  /** From there a control is watched for at least so long, in milliseconds. */
  readonly watchMs?: number;
}

/** What a fix did. */
export interface FixSeen {
  readonly outcome: Outcome;
  /** First good probe of the sustained recovery, ms since the epoch; null without one. */
  readonly since: number | null;
  /** What was seen, in words. */
  readonly reason: string;
}
