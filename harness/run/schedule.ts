import type { StandPlan } from "../plan/plan.ts";
import type { CellOrder, CellResult } from "./messages.ts";
import { type WeightedLimit, weightedLimit } from "./weighted-limit.ts";

export interface Schedule {
  readonly stands: readonly StandPlan[];
  /** Clusters of one node that may stand at once. */
  readonly parallel: number;
  /** Tries a cell gets when its verdict is `fail` or `error`; differing tries make it `flaky`. */
  readonly attempts: number;
  /** A stand nobody has used: its name and folder. */
  readonly newStand: () => Promise<Pick<CellOrder, "standName" | "workDir">>;
  /** `onStood`: the cell's stand is up, or will not be. */
  readonly runCell: (job: CellJob, onStood: () => void) => Promise<CellResult>;
  readonly signal: AbortSignal;
}

export type CellJob = Pick<CellOrder, "cell" | "attempt" | "last" | "standName" | "workDir">;

/**
 * To make a cluster keeps a processor busy, to have one does not: of as many places one may be in the making. Made all at once they
 * would only hold one another up, and the cells beside them (load 50 on two processors seen, and answers that came too late).
 */
const PLACES_FOR_ONE_IN_THE_MAKING = 5;

/** Runs every stand within the budget; the cells of a stand follow one another. Resolves when all ended or were aborted. */
export async function runSchedule(schedule: Schedule): Promise<void> {
  const room = weightedLimit(schedule.parallel);
  const making = weightedLimit(Math.ceil(schedule.parallel / PLACES_FOR_ONE_IN_THE_MAKING));
  await Promise.all(
    schedule.stands.map((stand) => room(stand.weight, () => runStand(schedule, stand, making))),
  );
}

/** Cells still to run, with the attempt they are at; a failed cell comes back at the end, on a fresh cluster. */
async function runStand(schedule: Schedule, plan: StandPlan, making: WeightedLimit): Promise<void> {
  const queue = plan.cells.map((cell) => ({ cell, attempt: 1 }));
  let place = schedule.signal.aborted ? undefined : await schedule.newStand();
  let isNew = true;
  for (let next = queue.shift(); next && place && !schedule.signal.aborted; next = queue.shift()) {
    const job = { ...next, ...place, last: queue.length === 0 };
    const result: CellResult | null = isNew
      ? await runOnNewStand(schedule, job, making)
      : await schedule.runCell(job, () => {});
    if (!result) return;
    const unexpected = result.verdict === "fail" || result.verdict === "error";
    if (unexpected && next.attempt < schedule.attempts)
      queue.push({ cell: next.cell, attempt: next.attempt + 1 });
    isNew = !result.standUsable;
    if (isNew && queue.length > 0) place = await schedule.newStand();
  }
}

/** Waits for its turn to make a cluster, and lets the next one make its own as soon as this one stands; null when aborted meanwhile. */
async function runOnNewStand(schedule: Schedule, job: CellJob, making: WeightedLimit) {
  const { promise, resolve, reject } = Promise.withResolvers<CellResult | null>();
  const make = async () => {
    if (schedule.signal.aborted) return resolve(null);
    const stood = Promise.withResolvers<void>();
    schedule.runCell(job, stood.resolve).then(resolve, reject).finally(stood.resolve);
    await stood.promise;
  };
  await making(1, make);
  return promise;
}
