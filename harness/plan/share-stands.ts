import type { Cell } from "./cell.ts";

/**
 * Seconds of cells that a cluster of 30-40 s is worth making for; longer bundles would leave one cluster running when the others
 * are done.
 */
const BUNDLE_SECONDS = 600;

/**
 * The cells of one healthy state as bundles, each for a cluster of its own. A scenario stays together, what heals before the controls
 * that are watched for longer than that; there are as many bundles as can stand at once, or more where they would get long. What restarts API servers or kubelets comes last: controllers whose watches
 * broke take up to a minute to follow again.
 */
export function bundles(cells: readonly Cell[], parallel: number): readonly (readonly Cell[])[] {
  const scenarios = [...Map.groupBy(cells, ({ scenario }) => scenario).values()].toSorted(
    (a, b) => seconds(b) - seconds(a),
  );
  const wanted = Math.max(parallel, Math.ceil(seconds(cells) / BUNDLE_SECONDS));
  const made: Cell[][] = Array.from({ length: Math.min(wanted, scenarios.length) }, () => []);
  for (const scenario of scenarios) {
    const shortest = made.toSorted((a, b) => seconds(a) - seconds(b))[0];
    shortest?.push(
      ...scenario.toSorted((a, b) => Number(b.expected === "heals") - Number(a.expected === "heals")),
    );
  }
  return made.map((bundle) => bundle.toSorted((a, b) => Number(!!a.changesNodes) - Number(!!b.changesNodes)));
}

export function seconds(cells: readonly Cell[]): number {
  return cells.reduce((sum, { estimateSeconds }) => sum + estimateSeconds, 0);
}
