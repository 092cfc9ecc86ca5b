import type { CellEntry } from "../journal/events.ts";
import type { Cell } from "../plan/cell.ts";
import { type Healings, placeOf, slower, withHealing } from "../plan/healing.ts";

/** The slowest healings of one run so far: a control that comes later is watched for longer than these. */
export interface HealingsSeen {
  readonly see: (cell: Cell, entry: CellEntry) => void;
  /** The cell as it is to be run now. */
  readonly known: (cell: Cell) => Cell;
}

/**
 * `planned` are the run's cells. A control is watched for longer than what was recorded as well, until each of its place that is to heal
 * has healed in this run, the recorded one among them; afterwards what this machine needed today decides alone.
 */
export function healingsSeen(planned: readonly Cell[]): HealingsSeen {
  const toCome = new Map(
    planned.filter(({ expected }) => expected === "heals").map((cell) => [cell.id, cell]),
  );
  const healed = new Set<string>();
  let seen: Healings = {};
  return {
    see: (cell, entry) => {
      if (entry.type !== "cell.ended") return;
      if (entry.observed === "heals") {
        toCome.delete(cell.id);
        healed.add(`${placeOf(cell)}/${cell.fix}`);
      }
      seen = withHealing(seen, { ...cell, ...entry });
    },
    known: (cell) => {
      const { slowestHealing } = cell;
      if (slowestHealing === undefined) return cell;
      const place = placeOf(cell);
      const measured = seen[place];
      const all =
        slowestHealing !== null &&
        healed.has(`${place}/${slowestHealing.fix}`) &&
        [...toCome.values()].every((each) => placeOf(each) !== place);
      return { ...cell, slowestHealing: all && measured ? measured : slower(slowestHealing, measured) };
    },
  };
}
