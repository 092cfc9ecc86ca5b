import type { Clock } from "../../base/clock.ts";

/**
 * Processes that run or wait for a processor, for each processor, above which something more only makes the others late. A cluster that
 * is being made alone gives 5; ten at once on two slow processors gave 37, and answers and Readiness probes that came too late. Cells
 * of clusters that stand already gave 7 where four at once did most, and from 12 on the more of them, the fewer in a minute.
 */
const BUSY = { cluster: 5, cell: 8 } as const;
const LOOK_MS = 5_000;

export interface Machine {
  /** As `os.loadavg()`, of the last minute. */
  readonly load: () => number;
  readonly cpus: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What is to begin: a cluster is made, or a cell begins on one that has served another. */
export type Beginning = keyof typeof BUSY;

/**
 * Resolves when the machine has calmed down enough for it, or at once where there are no `others()`: what else runs on the machine may
 * slow a run down, but not keep it from going on. What a cluster costs differs from machine to machine by more than memory and the
 * number of processors tell. Resolves when aborted, too.
 */
export async function untilCalm(what: Beginning, others: () => number, machine: Machine): Promise<void> {
  const { load, cpus, clock, signal } = machine;
  while (others() > 0 && load() > BUSY[what] * cpus && !signal.aborted)
    await clock.sleep(LOOK_MS, signal).catch(() => {});
}
