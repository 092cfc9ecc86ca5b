import { type Healings, withHealing } from "../plan/healing.ts";
import type { MatrixCell } from "./matrix-schema.ts";

/** The slowest healing of each scenario and platform among rows. */
export function slowestHealings(cells: readonly MatrixCell[]): Healings {
  return cells.reduce<Healings>(withHealing, {});
}
