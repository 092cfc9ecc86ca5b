import type { Clock } from "../../base/clock.ts";

/**
 * The share of their time that processors have nothing to do, below which something more only makes the others late. What serves already
 * goes on before more is made.
 */
const IDLE = { cluster: 0.2, cell: 0.1 } as const;
const LOOK_MS = 2_500;

export interface Machine {
  /** As `processorIdle` gives it: 0 where processors have no pause, 1 where they have nothing to do. */
  readonly idle: () => number;
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
  while (others() > 0 && idle() < IDLE[what] && !signal.aborted)
    await clock.sleep(LOOK_MS, signal).catch(() => {});
}
