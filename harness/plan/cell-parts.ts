import { KUBERNETES } from "../../toolchain/versions.ts";
import { platformAt } from "../scenario/at-versions.ts";
import { doNothing } from "../scenario/do-nothing.ts";
import { upgradedInPlace } from "../scenario/in-place.ts";
import type { Fix, Platform, Scenario } from "../scenario/types.ts";
import type { Cell } from "./cell.ts";
import { asReported, kubernetesAskedOf, platformName } from "./cell-platform.ts";

/**
 * The platform and the fix of its scenario that a cell names.
 * @throws Error where the scenario has none such: the cell was planned from another version of its file.
 */
export function cellParts(
  scenario: Scenario,
  cell: Pick<Cell, "platform" | "fix">,
): { readonly platform: Platform; readonly fix: Fix } {
  const { id, platforms, fixes } = scenario;
  const { distribution, version, metricsServer, helm, upgradedTo } = cell.platform;
  const isMade = distribution !== "kind" || Object.hasOwn(KUBERNETES, version);
  const found = [version, ...(isMade ? [asReported(cell.platform).version] : [])]
    .map((each) => platforms.find((of) => of.distribution === distribution && of.version === each))
    .find((of) => of !== undefined);
  const isIts = ({ id: name }: Fix) => name === cell.fix;
  const fix = fixes.find(isIts) ?? doNothing(scenario).find(isIts);
  if (!found || !fix)
    throw new Error(
      `scenario ${id} has no cell ${platformName(cell.platform)}/${cell.fix}; plan the run anew`,
    );
  const kubernetes = kubernetesAskedOf(cell.platform);
  const platform = platformAt(found, { kubernetes, metricsServer, helm, upgradedTo });
  return { platform, fix: upgradedInPlace(fix, platform) };
}
