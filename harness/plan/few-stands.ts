import { type StandPlan, type States, standsOf, wallSeconds } from "./stands.ts";

/** Seconds of cells that a cluster of 30-40 s is always worth making for. */
const BUNDLE_SECONDS = 600;
/** Wall time that fewer clusters may cost by plan: each that is not made leaves 30-60 s of a processor to the others' cells. */
const LONGER = 1.03;
/** A bundle's part of the whole time: one that takes twice as long as planned still ends beside others. */
const LONGEST_PART = 0.4;
/** Seconds of cells for one cluster: nobody has seen what one is like that served for hours. */
const MOST_SECONDS = 3_600;
/** From one length of bundles that is tried to the next. */
const STEP = 1.1;

/**
 * The cells of each healthy state on as few clusters as hold nobody up: where others fill the machine, one need not fill it alone. They
 * are no fewer than places, so that a plan is enough for as many shards as it can be.
 */
export function fewStands(states: States, parallel: number): readonly StandPlan[] {
  let fewest = standsOf(states, (seconds) => Math.max(parallel, Math.ceil(seconds / BUNDLE_SECONDS)));
  const wall = wallSeconds(fewest, parallel);
  const most = Math.min(wall * LONGEST_PART, MOST_SECONDS);
  for (let longest = BUNDLE_SECONDS; longest <= most; longest *= STEP) {
    if (fewest.length <= Math.max(states.size, parallel)) break;
    const stands = standsOf(states, (seconds) => Math.ceil(seconds / longest));
    const isFewer = stands.length < fewest.length && stands.length >= parallel;
    if (isFewer && wallSeconds(stands, parallel) <= wall * LONGER) fewest = stands;
  }
  return fewest;
}
