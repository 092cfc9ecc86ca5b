import type { CellEntry } from "../journal/events.ts";
import type { Cell } from "../plan/cell.ts";
import { type Healings, placeOf, slower, withHealing } from "../plan/healing.ts";

/** The slowest healings of one run so far: a control that comes later is watched for longer than those recorded and these. */
export interface HealingsSeen {
  readonly see: (cell: Cell, entry: CellEntry) => void;
  /** The cell as it is to be run now. */
  readonly known: (cell: Cell) => Cell;
}

export function healingsSeen(): HealingsSeen {
  let seen: Healings = {};
  return {
    see: (cell, entry) => {
      if (entry.type === "cell.ended") seen = withHealing(seen, { ...cell, ...entry });
    },
    known: (cell) => {
      const { slowestHealing } = cell;
      if (slowestHealing === undefined) return cell;
      return { ...cell, slowestHealing: slower(slowestHealing, seen[placeOf(cell)]) };
    },
  };
}
