import { type AlikePair, alikePairs, type ConfusionRow } from "../harness/judge/confusion.ts";
import type { Scenario } from "../harness/scenario/types.ts";

/** Declared pairs of which both have been watched, and every cell of either is told from the other. */
export function stalePairs(
  scenarios: readonly Scenario[],
  table: readonly ConfusionRow[],
): readonly AlikePair[] {
  const row = (id: string) => table.find(({ scenario }) => scenario === id);
  const isRead = (shown: string, as: string) =>
    row(shown)?.others.some(({ scenario }) => scenario === as) ?? false;
  return alikePairs(scenarios).filter(
    ({ scenarios: [a, b] }) => row(a) && row(b) && !isRead(a, b) && !isRead(b, a),
  );
}
