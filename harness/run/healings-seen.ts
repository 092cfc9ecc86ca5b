import type { CellEntry } from "../journal/events.ts";
import type { Cell } from "../plan/cell.ts";
import { type Healing, placeOf, slower } from "../plan/healing.ts";

/** The slowest healings of one run so far: a control that comes later is watched for longer than those recorded and these. */
export interface HealingsSeen {
  readonly see: (cell: Cell, entry: CellEntry) => void;
  /** The cell as it is to be run now. */
  readonly known: (cell: Cell) => Cell;
}

export function healingsSeen(): HealingsSeen {
  const seen = new Map<string, Healing>();
  return {
    see: (cell, entry) => {
      if (entry.type !== "cell.ended" || entry.observed !== "heals" || entry.timeToRecoveryMs === null)
        return;
      const healing = {
        fix: cell.fix,
        healedMs: entry.timeToRecoveryMs,
        healthyStartMs: entry.healthyStartMs ?? 0,
      };
      seen.set(placeOf(cell), slower(seen.get(placeOf(cell)), healing) ?? healing);
    },
    known: (cell) => {
      const { slowestHealing } = cell;
      if (slowestHealing === undefined) return cell;
      return { ...cell, slowestHealing: slower(slowestHealing, seen.get(placeOf(cell))) };
    },
  };
}
