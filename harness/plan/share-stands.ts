import type { Cell } from "./cell.ts";

/**
 * The cells of one healthy state as so many bundles, each for a cluster of its own; fewer where there are fewer scenarios, which stay
 * together, what heals before the controls that are watched for longer than that. What restarts API servers or kubelets comes last:
 * controllers whose watches broke take up to a minute to follow again.
 */
export function bundles(cells: readonly Cell[], wanted: number): readonly (readonly Cell[])[] {
  const scenarios = [...Map.groupBy(cells, ({ scenario }) => scenario).values()]
    .map((own) => ({ own, seconds: seconds(own) }))
    .toSorted((a, b) => b.seconds - a.seconds);
  const made = scenarios.slice(0, wanted).map(() => ({ cells: [] as Cell[], seconds: 0 }));
  for (const scenario of scenarios) {
    const shortest = made.reduce((a, b) => (b.seconds < a.seconds ? b : a));
    shortest.cells.push(
      ...scenario.own.toSorted((a, b) => Number(b.expected === "heals") - Number(a.expected === "heals")),
    );
    shortest.seconds += scenario.seconds;
  }
  return made.map((bundle) =>
    bundle.cells.toSorted((a, b) => Number(!!a.changesNodes) - Number(!!b.changesNodes)),
  );
}

export function seconds(cells: readonly Cell[]): number {
  return cells.reduce((sum, { estimateSeconds }) => sum + estimateSeconds, 0);
}
