import type { StandPlan } from "./plan.ts";

/** Weights come in halves. */
const LANES_EACH = 2;

/** Wall seconds the stands take where `parallel` of weight 1 fit at once: each waits for as much room as it weighs, as the scheduler does. */
export function wallSeconds(stands: readonly StandPlan[], parallel: number): number {
  const lanes = Array.from({ length: Math.max(1, parallel) * LANES_EACH }, () => 0);
  for (const { estimateSeconds, weight } of stands) {
    lanes.sort((a, b) => a - b);
    const taken = Math.min(weight * LANES_EACH, lanes.length);
    lanes.fill((lanes[taken - 1] ?? 0) + estimateSeconds, 0, taken);
  }
  return Math.max(...lanes);
}
