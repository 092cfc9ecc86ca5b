import type { ComparedCell } from "./compared.ts";

/** The same cell in two runs; a side is missing where its run did not have it. */
export interface Pair {
  readonly before?: ComparedCell;
  readonly after?: ComparedCell;
}

/** What a cell is found again by, one after the other: its id; then without the version of metrics-server; then of its platform. */
const NAMES: readonly ((cell: ComparedCell) => string)[] = [
  ({ id }) => id,
  ({ scenario, platform, fix }) => `${scenario}/${platform.distribution}-${platform.version}/${fix}`,
  ({ scenario, platform, fix }) => `${scenario}/${platform.distribution}/${fix}`,
];

/**
 * The cells of two runs side by side, in the order of the first and then of what is new. A cell is found again by its id; where
 * versions are what differs, by the rest of its name, if that names one cell on each side.
 */
export function pairs(before: readonly ComparedCell[], after: readonly ComparedCell[]): readonly Pair[] {
  const partners = new Map<ComparedCell, ComparedCell>();
  for (const name of NAMES) {
    const taken = new Set(partners.values());
    const left = Map.groupBy(
      before.filter((cell) => !partners.has(cell)),
      name,
    );
    const found = Map.groupBy(
      after.filter((cell) => !taken.has(cell)),
      name,
    );
    for (const [key, [cell, ...others]] of left) {
      const [partner, ...rivals] = found.get(key) ?? [];
      if (cell && partner && others.length + rivals.length === 0) partners.set(cell, partner);
    }
  }
  const taken = new Set(partners.values());
  return [
    ...before.map((cell): Pair => {
      const partner = partners.get(cell);
      return { before: cell, ...(partner && { after: partner }) };
    }),
    ...after.filter((cell) => !taken.has(cell)).map((cell): Pair => ({ after: cell })),
  ];
}
