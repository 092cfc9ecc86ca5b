import { type Healings, placeOf, withHealing } from "../plan/healing.ts";
import type { MatrixCell } from "./matrix-schema.ts";

/** The slowest healing of each scenario and platform among rows. */
export function slowestHealings(cells: readonly MatrixCell[]): Healings {
  const healed = cells.filter(({ observed }) => observed === "heals");
  const places = Map.groupBy(healed, placeOf).values();
  return Object.fromEntries(
    [...places].flatMap((beside) => Object.entries(beside.reduce<Healings>(withHealing, {}))),
  );
}
