import { type Healing, type Healings, placeOf, slower } from "../plan/healing.ts";
import type { MatrixCell } from "./matrix-schema.ts";

/** The slowest healing of each scenario and platform among rows. */
export function slowestHealings(cells: readonly MatrixCell[]): Healings {
  const slowest: Record<string, Healing> = {};
  for (const cell of cells) {
    const { fix, observed, timeToRecoveryMs: healedMs, healthyStartMs } = cell;
    if (observed !== "heals" || healedMs === null) continue;
    const healing = { fix, healedMs, healthyStartMs: healthyStartMs ?? 0 };
    slowest[placeOf(cell)] = slower(slowest[placeOf(cell)], healing) ?? healing;
  }
  return slowest;
}
