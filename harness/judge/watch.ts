import { type Healing, WATCH_TO_HEALING } from "../plan/healing.ts";

/** Two starts within one scrape of metrics-server (15 s) tell nothing of how fast a machine is. */
const SCRAPE_MS = 15_000;
/** On a shared stand a healthy start may also be slow because of what the cell before left. */
const MOST = 2;

/** Milliseconds after its change for which a control is watched at least: longer where its own healthy start was slower than that of the healing. */
export function watchMs(slowest: Healing | null | undefined, healthyStartMs: number): number {
  if (!slowest) return 0;
  const scale = Math.max(healthyStartMs, SCRAPE_MS) / Math.max(slowest.healthyStartMs, SCRAPE_MS);
  return slowest.healedMs * WATCH_TO_HEALING * Math.min(Math.max(scale, 1), MOST);
}
