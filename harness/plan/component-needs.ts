import { componentsFor } from "../../stacks/components.ts";
import { isTriedOn } from "../scenario/expectation.ts";
import type { Fix, Platform, Scenario } from "../scenario/types.ts";
import type { Cell } from "./cell.ts";
import { cellParts } from "./cell-parts.ts";

/** Components of the toolchain that the desired states of cells need: healthy, broken and with each one's fix. */
export function componentNeeds(
  cells: readonly { readonly scenario: Scenario; readonly cell: Pick<Cell, "platform" | "fix"> }[],
): readonly string[] {
  const needed = cells.flatMap(({ scenario, cell }) => {
    const { platform, fix } = cellParts(scenario, cell);
    return scenarioNeeds(scenario, platform, [fix]);
  });
  return [...new Set(needed)].sort();
}

/** The same of a scenario on one platform, with all the fixes that are tried there or some. */
export function scenarioNeeds(
  scenario: Scenario,
  platform: Platform,
  fixes: readonly Fix[] = scenario.fixes,
): readonly string[] {
  const healthy = scenario.healthy(platform);
  const faulty = scenario.fault.edit(healthy);
  const tried = fixes.filter((fix) => isTriedOn(fix, platform));
  const fixed = tried.flatMap(({ edit, afterwards }) => {
    const first = edit(faulty);
    return afterwards ? [first, afterwards.edit(first)] : [first];
  });
  return [...new Set([healthy, faulty, ...fixed].flatMap(componentsFor))].sort();
}
