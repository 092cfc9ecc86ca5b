import type { StandPlan } from "./plan.ts";

/** Wall seconds the stands take on `parallel` lanes, each lane taking the next stand when it is free: what the scheduler does. */
export function wallSeconds(stands: readonly StandPlan[], parallel: number): number {
  const lanes = Array.from({ length: Math.max(1, parallel) }, () => 0);
  for (const { estimateSeconds } of stands) {
    const free = lanes.indexOf(Math.min(...lanes));
    lanes[free] = (lanes[free] ?? 0) + estimateSeconds;
  }
  return Math.max(...lanes);
}
