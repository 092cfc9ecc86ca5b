import type { MatrixCell } from "../matrix-schema.ts";

/** The same cell in two runs; a side is missing where its run did not have it. */
export interface Pair {
  readonly before?: MatrixCell;
  readonly after?: MatrixCell;
}

/**
 * The cells of two runs side by side, in the order of the first and then of what is new. A cell is found again by its id; where the
 * version of its platform is what differs, by scenario, distribution and fix, if that names one cell on each side.
 */
export function pairs(before: readonly MatrixCell[], after: readonly MatrixCell[]): readonly Pair[] {
  const same = new Map(after.map((cell) => [cell.id, cell]));
  const known = new Set(before.map(({ id }) => id));
  const left = Map.groupBy(
    before.filter(({ id }) => !same.has(id)),
    versionless,
  );
  const found = Map.groupBy(
    after.filter(({ id }) => !known.has(id)),
    versionless,
  );
  const moved = (cell: MatrixCell, from: typeof left, to: typeof found) => {
    const [others = [], own = []] = [to.get(versionless(cell)), from.get(versionless(cell))];
    return own.length === 1 && others.length === 1 ? others[0] : undefined;
  };
  const paired = before.map((cell): Pair => {
    const partner = same.get(cell.id) ?? moved(cell, left, found);
    return { before: cell, ...(partner && { after: partner }) };
  });
  const fresh = after.filter((cell) => !known.has(cell.id) && !moved(cell, found, left));
  return [...paired, ...fresh.map((cell): Pair => ({ after: cell }))];
}

function versionless({ scenario, platform, fix }: MatrixCell): string {
  return `${scenario}/${platform.distribution}/${fix}`;
}
