import type { Cell } from "./cell.ts";
import { fewStands, type Room } from "./few-stands.ts";
import type { LeftOut } from "./left-out.ts";
import type { Estimate } from "./pace.ts";
import { type StandPlan, standSeconds } from "./stands.ts";

/** What one run will do. */
export interface Plan {
  /** Longest first, so that the last stand to finish is not a long one. */
  readonly stands: readonly StandPlan[];
  readonly notRun: readonly { readonly cell: Cell; readonly reason: string }[];
  /** Absent where nothing is. */
  readonly leftOut?: readonly LeftOut[] | undefined;
  /** What all of it is to take; absent where nobody reckoned. */
  readonly estimate?: Estimate;
}

/** Why a cell cannot run on this machine, or `undefined` when it can. */
export type Obstacle = (cell: Cell) => string | undefined;

export interface PlanOptions extends Room {
  /** Every cell gets a cluster of its own. */
  readonly fresh: boolean;
}

/** Puts the runnable cells on clusters: those that begin in the same healthy state may share one. */
export function planRun(cells: readonly Cell[], obstacle: Obstacle, options: PlanOptions): Plan {
  const notRun = blockedOf(cells, obstacle);
  const blocked = new Set(notRun.map(({ cell }) => cell.id));
  const runnable = cells.filter((cell) => !blocked.has(cell.id));
  const states = Map.groupBy(runnable, (cell) => (options.fresh ? cell.id : cell.stand));
  return { stands: fewStands(states, options), notRun };
}

/** The plan without the cells that an obstacle found later keeps from running; the plan itself when there are none. */
export function withoutBlocked(plan: Plan, obstacle: Obstacle): Plan {
  const late = plan.stands.flatMap(({ cells }) => blockedOf(cells, obstacle));
  if (late.length === 0) return plan;
  const stands = plan.stands.flatMap(({ id, weight, cells }) => {
    const members = cells.filter((cell) => obstacle(cell) === undefined);
    return members.length > 0 ? [{ id, weight, cells: members, estimateSeconds: standSeconds(members) }] : [];
  });
  const estimate = plan.estimate && {
    ...plan.estimate,
    seconds: Math.round((plan.estimate.seconds * room(stands)) / room(plan.stands)),
  };
  return { ...plan, stands, notRun: [...plan.notRun, ...late], ...(estimate && { estimate }) };
}

/** Seconds of clusters of one node. */
function room(stands: readonly StandPlan[]): number {
  return stands.reduce((sum, { weight, estimateSeconds }) => sum + weight * estimateSeconds, 0);
}

function blockedOf(cells: readonly Cell[], obstacle: Obstacle): Plan["notRun"] {
  return cells.flatMap((cell) => {
    const reason = obstacle(cell);
    return reason === undefined ? [] : [{ cell, reason }];
  });
}
