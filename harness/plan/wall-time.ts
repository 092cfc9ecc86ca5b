import type { StandPlan } from "./plan.ts";

/** Wall seconds the stands take on `parallel` lanes: each waits for as many free lanes as it weighs, as the scheduler does. */
export function wallSeconds(stands: readonly StandPlan[], parallel: number): number {
  const lanes = Array.from({ length: Math.max(1, parallel) }, () => 0);
  for (const { estimateSeconds, weight } of stands) {
    lanes.sort((a, b) => a - b);
    const taken = Math.min(weight, lanes.length);
    lanes.fill((lanes[taken - 1] ?? 0) + estimateSeconds, 0, taken);
  }
  return Math.max(...lanes);
}
