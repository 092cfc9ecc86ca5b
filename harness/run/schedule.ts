import { type Limit, limit } from "../../base/limit.ts";
import type { CellOrder, CellResult } from "../cell/messages.ts";
import { isTriedAgain, type Tries } from "../journal/whole-attempts.ts";
import type { StandPlan } from "../plan/stands.ts";
import type { Beginning } from "./calm.ts";

export interface Schedule extends Tries {
  readonly stands: readonly StandPlan[];
  /** Clusters of one node that may stand at once. */
  readonly parallel: number;
  /** Every attempt on a cluster of its own. */
  readonly fresh: boolean;
  /** Tries that a cell has had in the run that this one goes on with. */
  readonly triedBefore?: (cell: string) => number;
  /** A stand nobody has used: its name and folder. */
  readonly newStand: () => Promise<Pick<CellOrder, "standName" | "workDir">>;
  /** `onStood`: the cell's stand is up, or will not be. */
  readonly runCell: (job: CellJob, onStood: () => void) => Promise<CellResult>;
  /** Resolves when the machine carries another cluster beside those that stand, or another cell beside those that run. */
  readonly calm: (what: Beginning, others: () => number) => Promise<void>;
  readonly signal: AbortSignal;
}

export type CellJob = Pick<CellOrder, "cell" | "attempt" | "after" | "last" | "standName" | "workDir">;

/**
 * One cluster at a time is made for each so many places, because making a cluster keeps a processor busy and having one does not.
 * Clusters made all at once hold up one another and the cells beside them (load 50 on two processors seen, and answers that came
 * too late).
 */
const PLACES_PER_CLUSTER_MADE = 4;

/** Runs every stand within the budget; the cells of a stand follow one another. Resolves when all ended or were aborted. */
export async function runSchedule(schedule: Schedule): Promise<void> {
  const room = limit(schedule.parallel);
  const making = limit(Math.ceil(schedule.parallel / PLACES_PER_CLUSTER_MADE));
  const places = { making, beginning: limit(1), standing: 0, running: 0 };
  await Promise.all(schedule.stands.map((stand) => room(() => runStand(schedule, stand, places), stand)));
}

/** What all stands share: the turns to be made and to begin, how many of them stand now, and how many of those have a cell that runs. */
interface Places {
  readonly making: Limit;
  readonly beginning: Limit;
  standing: number;
  running: number;
}

/**
 * Cells still to run, with the attempt they are at. One that is repeated comes again after the others, on their cluster; one that failed
 * at the end, on a fresh one.
 */
async function runStand(schedule: Schedule, plan: StandPlan, places: Places): Promise<void> {
  const { triedBefore = () => 0 } = schedule;
  const queue = plan.cells.map((cell) => ({ cell, attempt: triedBefore(cell.id) + 1 }));
  let place = await newPlace(schedule, places);
  let before: Pick<CellJob, "after"> = {};
  for (let next = queue.shift(); next && place && !schedule.signal.aborted; next = queue.shift()) {
    const { stood: made, ...where } = place;
    const stood = before.after === undefined ? made : await cellTurn(schedule, places);
    if (schedule.signal.aborted) {
      stood();
      break;
    }
    const again = { cell: next.cell, attempt: next.attempt + 1 };
    const isRepeated = next.attempt < schedule.repeat && !schedule.fresh;
    if (isRepeated) queue.push(again);
    const job = { ...next, ...where, ...before, last: queue.length === 0 };
    places.running++;
    const result = await schedule.runCell(job, stood).finally(() => {
      places.running--;
      stood();
    });
    if (!isRepeated && isTriedAgain(result.verdict, next.attempt, schedule)) queue.push(again);
    before = result.standUsable ? { after: next.cell.id } : {};
    if (result.standUsable) continue;
    places.standing--;
    place = queue.length > 0 ? await newPlace(schedule, places) : undefined;
  }
}

/** A stand nobody has used, once it is its turn to be made; `stood` ends the turn. Undefined when aborted meanwhile. */
async function newPlace(schedule: Schedule, places: Places) {
  const stood = await turnOf(places.making, async () => {
    await schedule.calm("cluster", () => places.standing);
    places.standing++;
  });
  if (!schedule.signal.aborted) return { ...(await schedule.newStand()), stood };
  stood();
  return undefined;
}

/** One at a time begins on a cluster that has served another: the load shows it only after a while, and all would see the same calm. */
async function cellTurn(schedule: Schedule, places: Places) {
  return await turnOf(places.beginning, () => schedule.calm("cell", () => places.running));
}

/** Resolves once it is its turn and whatever is `awaited` has come; what it gives ends the turn. */
function turnOf(turns: Limit, awaited: () => Promise<void>): Promise<() => void> {
  const turn = Promise.withResolvers<void>();
  return new Promise((begin) => {
    void turns(async () => {
      await awaited();
      begin(turn.resolve);
      await turn.promise;
    });
  });
}
