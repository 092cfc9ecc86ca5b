import { seconds } from "./share-stands.ts";
import { type StandPlan, type States, standsOf, wallSeconds } from "./stands.ts";

export interface Room {
  /** Clusters of one node that may stand at once. */
  readonly parallel: number;
  /** Machines that clusters are to be divided over: no fewer clusters, where cells are enough. */
  readonly machines?: number;
}

/** Seconds of cells that a cluster of 30-40 s is always worth making for. */
const BUNDLE_SECONDS = 600;
/** Wall time that fewer clusters may cost by plan: each that is not made leaves 30-60 s of a processor to the others' cells. */
const LONGER = 1.03;
/** A longer bundle's part of the whole time: one that takes twice as long as planned still ends beside others. */
const LONGEST_PART = 0.4;
/** Seconds of cells for one cluster: nobody has seen what one is like that served for hours. */
const MOST_SECONDS = 3_600;
/** The shortest bundles that are tried, and from one length to the next. */
const [SHORTEST, STEP] = [60, 1.1] as const;

/** The cells of each healthy state on as few clusters as hold nobody up: where others fill the machine, one need not fill it alone. */
export function fewStands(states: States, { parallel, machines = 1 }: Room): readonly StandPlan[] {
  let fewest = standsOf(states, (all) => Math.max(parallel, Math.ceil(all / BUNDLE_SECONDS)));
  const wall = wallSeconds(fewest, parallel);
  const most = Math.max(BUNDLE_SECONDS, Math.min(wall * LONGEST_PART, MOST_SECONDS));
  const steps = Math.floor(Math.log(most / SHORTEST) / Math.log(STEP));
  const lengths = [...Array.from({ length: steps + 1 }, (_, step) => SHORTEST * STEP ** step), most];
  for (const longest of lengths) {
    if (fewest.length <= Math.max(states.size, machines)) break;
    const stands = standsOf(states, (all) => Math.ceil(all / longest));
    const isFewer = stands.length < fewest.length && stands.length >= machines;
    const isLong = () => stands.some((stand) => isTooLong(stand, most));
    if (isFewer && !isLong() && wallSeconds(stands, parallel) <= wall * LONGER) fewest = stands;
  }
  return fewest;
}

/** Scenarios are not divided: one that is longer by itself has its cluster alone. */
function isTooLong({ cells }: StandPlan, most: number): boolean {
  return new Set(cells.map(({ scenario }) => scenario)).size > 1 && seconds(cells) > most;
}
