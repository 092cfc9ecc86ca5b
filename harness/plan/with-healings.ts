import type { Scenario } from "../scenario/types.ts";
import type { Cell } from "./cell.ts";
import { cellParts } from "./cell-parts.ts";
import { asReported } from "./cell-platform.ts";
import { type Healings, placeOf, WATCHED } from "./healing.ts";

/** Of a control is said how long the slowest healing beside it took, so that it is watched for longer, also where it runs alone. */
export function withHealings<T extends { readonly scenario: Scenario; readonly cell: Cell }>(
  candidates: readonly T[],
  healings: Healings,
): readonly T[] {
  return candidates.map((candidate) => {
    const { scenario, cell } = candidate;
    // What clears by itself is seen again or is not: no length of a watch shows that.
    if (cell.expected !== "no effect" || scenario.symptom.transient) return candidate;
    // Where nobody has recorded a version, what healed with the reported one tells how long to look.
    const slowestHealing =
      healings[placeOf(cell)] ?? healings[placeOf({ ...cell, platform: asReported(cell.platform) })] ?? null;
    const { withinSeconds } = cellParts(scenario, cell).fix;
    const watchSeconds = ((slowestHealing?.healedMs ?? 0) * WATCHED) / 1_000;
    const further = Math.max(0, watchSeconds - withinSeconds);
    const estimateSeconds = cell.estimateSeconds + Math.round(further);
    return { ...candidate, cell: { ...cell, slowestHealing, estimateSeconds } };
  });
}
