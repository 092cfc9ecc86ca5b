import type { StandPlan } from "../plan/plan.ts";
import type { CellOrder, CellResult } from "./messages.ts";
import { weightedLimit } from "./weighted-limit.ts";

export interface Schedule {
  readonly stands: readonly StandPlan[];
  /** Clusters of one node that may stand at once. */
  readonly parallel: number;
  /** Tries a cell gets when its verdict is `fail` or `error`; differing tries make it `flaky`. */
  readonly attempts: number;
  /** A stand nobody has used: its name and folder. */
  readonly newStand: () => Promise<Pick<CellOrder, "standName" | "workDir">>;
  readonly runCell: (job: CellJob) => Promise<CellResult>;
  readonly signal: AbortSignal;
}

export type CellJob = Pick<CellOrder, "cell" | "attempt" | "last" | "standName" | "workDir">;

/** Runs every stand within the budget; the cells of a stand follow one another. Resolves when all ended or were aborted. */
export async function runSchedule(schedule: Schedule): Promise<void> {
  const room = weightedLimit(schedule.parallel);
  await Promise.all(schedule.stands.map((stand) => room(stand.weight, () => runStand(schedule, stand))));
}

/** Cells still to run, with the attempt they are at; a failed cell comes back at the end, on a fresh cluster. */
async function runStand(schedule: Schedule, plan: StandPlan): Promise<void> {
  const queue = plan.cells.map((cell) => ({ cell, attempt: 1 }));
  let place = schedule.signal.aborted ? undefined : await schedule.newStand();
  for (let next = queue.shift(); next && place && !schedule.signal.aborted; next = queue.shift()) {
    const last = queue.length === 0;
    const result = await schedule.runCell({ ...next, ...place, last });
    const unexpected = result.verdict === "fail" || result.verdict === "error";
    if (unexpected && next.attempt < schedule.attempts)
      queue.push({ cell: next.cell, attempt: next.attempt + 1 });
    if (!result.standUsable && queue.length > 0) place = await schedule.newStand();
  }
}
