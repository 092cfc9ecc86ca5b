import type { Clock } from "../../base/clock.ts";
import type { Idle } from "./idle.ts";

/**
 * The share of their time that processors have nothing to do, below which something more only makes the others late, and the time that is
 * looked back upon. A cell does nothing for some seconds and then much at once: what stays for all of a run is asked of a longer time.
 */
const IDLE = {
  cluster: { share: 0.2, overMs: 60_000 },
  cell: { share: 0.1, overMs: 15_000 },
} as const;
const LOOK_MS = 2_500;

export interface Machine {
  readonly idle: Idle;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What is to begin: a cluster is made, or a cell begins on one that has served another. */
export type Beginning = keyof typeof IDLE;

/**
 * Resolves when the machine has calmed down enough for it, or at once where there are no `others()`: what else runs on the machine may
 * slow a run down, but not keep it from going on. What a cluster costs differs from machine to machine by more than memory and the
 * number of processors tell. Resolves when aborted, too.
 */
export async function untilCalm(what: Beginning, others: () => number, machine: Machine): Promise<void> {
  const { idle, clock, signal } = machine;
  const { share, overMs } = IDLE[what];
  while (others() > 0 && idle(overMs) < share && !signal.aborted)
    await clock.sleep(LOOK_MS, signal).catch(() => {});
}
