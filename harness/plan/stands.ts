import type { Cell } from "./cell.ts";
import { bundles, seconds } from "./share-stands.ts";

/** The cells that share one cluster, in order. */
export interface StandPlan {
  readonly id: string;
  readonly cells: readonly Cell[];
  readonly estimateSeconds: number;
  /** What it costs, in clusters of one node. */
  readonly weight: number;
}

/** Wall seconds to create and delete one kind cluster on a busy 2-core machine. */
const CLUSTER_SECONDS = 30;

/** Cells by the healthy state they begin in. */
export type States = ReadonlyMap<string, readonly Cell[]>;

/** The cells of each healthy state on so many clusters as are `wanted` for their seconds, the longest first. */
export function standsOf(states: States, wanted: (seconds: number) => number): readonly StandPlan[] {
  const stands = [...states].flatMap(([id, cells]) =>
    bundles(cells, wanted(seconds(cells))).map((bundle, index) => ({
      id: `${id}/${index + 1}`,
      cells: bundle,
      estimateSeconds: standSeconds(bundle),
      weight: weightOf(bundle),
    })),
  );
  return stands.toSorted((a, b) => b.estimateSeconds - a.estimateSeconds);
}

function weightOf(cells: readonly Cell[]): number {
  return Math.max(1, ...cells.map(({ weight = 1 }) => weight));
}

export function standSeconds(cells: readonly Cell[]): number {
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
