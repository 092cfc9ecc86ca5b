import type { Scenario } from "../scenario/types.ts";
import { UsageError } from "../usage-error.ts";
import type { Cell } from "./cell.ts";
import { cellParts } from "./cell-parts.ts";
import { contentOf } from "./content.ts";
import type { Candidate } from "./select/terms.ts";

/**
 * Cells of an earlier plan with the scenarios they were planned from.
 * @throws UsageError naming the first scenario that says something else than it did, or is gone: rows of one matrix are of one content.
 */
export function asFrozen(cells: readonly Cell[], scenarios: readonly Scenario[]): readonly Candidate[] {
  const known = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  return cells.map((cell) => {
    const scenario = known.get(cell.scenario);
    if (!scenario) throw new UsageError(`there is no scenario ${cell.scenario} any more, ${ANEW}`);
    if (contentNow(scenario, cell) !== cell.content)
      throw new UsageError(
        `scenario ${cell.scenario}, or something it imports, was changed after ${cell.id} was planned, ${ANEW}`,
      );
    return { scenario, cell };
  });
}

const ANEW = "so what it would show now does not belong to that run; run its cells anew";

function contentNow(scenario: Scenario, cell: Cell): string | null {
  try {
    const { platform, fix } = cellParts(scenario, cell);
    return contentOf(scenario, platform, fix);
  } catch {
    // It has no such platform or fix any more.
    return null;
  }
}
