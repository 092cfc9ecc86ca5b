import type { Clock } from "../../base/clock.ts";

/**
 * Processes that run or wait for a processor, for each processor, above which a further cluster only makes the others late. One that is
 * being made alone gives 5; ten at once on two slow processors gave 37, and answers and Readiness probes that came too late.
 */
const BUSY = 5;
const LOOK_MS = 5_000;

export interface Machine {
  /** As `os.loadavg()`, of the last minute. */
  readonly load: () => number;
  readonly cpus: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Resolves when the machine has calmed down enough for another cluster, or at once where `standing()` is none: what else runs on the
 * machine may slow a run down, but not keep it from going on. What a cluster costs differs from machine to machine by more than
 * memory and the number of processors tell. Resolves when aborted, too.
 */
export async function untilCalm(standing: () => number, machine: Machine): Promise<void> {
  const { load, cpus, clock, signal } = machine;
  while (standing() > 0 && load() > BUSY * cpus && !signal.aborted)
    await clock.sleep(LOOK_MS, signal).catch(() => {});
}
