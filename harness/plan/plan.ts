import type { Cell } from "./cell.ts";
import type { LeftOut } from "./left-out.ts";
import type { Estimate } from "./pace.ts";
import { bundles, seconds } from "./share-stands.ts";

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

/** The cells that share one cluster, in order. */
export interface StandPlan {
  readonly id: string;
  readonly cells: readonly Cell[];
  readonly estimateSeconds: number;
  /** What it costs, in clusters of one node. */
  readonly weight: number;
}

/** Why a cell cannot run on this machine, or `undefined` when it can. */
export type Obstacle = (cell: Cell) => string | undefined;

/** Wall seconds to create and delete one kind cluster on a busy 2-core machine. */
const CLUSTER_SECONDS = 30;

export interface PlanOptions {
  /** Every cell gets a cluster of its own. */
  readonly fresh: boolean;
  /** Clusters that may stand at once. */
  readonly parallel: number;
}

/** Puts the runnable cells on clusters: those that begin in the same healthy state may share one. */
export function planRun(cells: readonly Cell[], obstacle: Obstacle, options: PlanOptions): Plan {
  const notRun = blockedOf(cells, obstacle);
  const blocked = new Set(notRun.map(({ cell }) => cell.id));
  const runnable = cells.filter((cell) => !blocked.has(cell.id));
  const groups = Map.groupBy(runnable, (cell) => (options.fresh ? cell.id : cell.stand));
  const stands = [...groups].flatMap(([id, members]) =>
    bundles(members, options.parallel).map((bundle, index) => ({
      id: `${id}/${index + 1}`,
      cells: bundle,
      estimateSeconds: total(bundle),
      weight: weightOf(bundle),
    })),
  );
  return { stands: stands.toSorted((a, b) => b.estimateSeconds - a.estimateSeconds), notRun };
}

/** The plan without the cells that an obstacle found later keeps from running; the plan itself when there are none. */
export function withoutBlocked(plan: Plan, obstacle: Obstacle): Plan {
  const late = plan.stands.flatMap(({ cells }) => blockedOf(cells, obstacle));
  if (late.length === 0) return plan;
  const stands = plan.stands.flatMap(({ id, weight, cells }) => {
    const members = cells.filter((cell) => obstacle(cell) === undefined);
    return members.length > 0 ? [{ id, weight, cells: members, estimateSeconds: total(members) }] : [];
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

function weightOf(cells: readonly Cell[]): number {
  return Math.max(1, ...cells.map(({ weight = 1 }) => weight));
}

function total(cells: readonly Cell[]): number {
  return CLUSTER_SECONDS + seconds(cells);
}

/** Weights come in halves. */
const LANES_EACH = 2;

/** Wall seconds the stands take where `parallel` of weight 1 fit at once: each waits for as much room as it weighs, as the scheduler does. */
export function wallSeconds(stands: readonly StandPlan[], parallel: number): number {
  const lanes = Array.from({ length: Math.max(1, parallel) * LANES_EACH }, () => 0);
  for (const { estimateSeconds, weight } of stands) {
    lanes.sort((a, b) => a - b);
    const taken = Math.min(weight * LANES_EACH, lanes.length);
    lanes.fill((lanes[taken - 1] ?? 0) + estimateSeconds, 0, taken);
  }
  return Math.max(...lanes);
}
