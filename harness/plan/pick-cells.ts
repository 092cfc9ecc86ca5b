import { KUBERNETES } from "../../toolchain/versions.ts";
import type { CliContext } from "../context.ts";
import { loadScenarios } from "../scenario/load/load.ts";
import { UsageError } from "../usage-error.ts";
import type { Depth } from "./depth.ts";
import { loadHealings } from "./load-measured.ts";
import {
  anyObstacle,
  nodeImageObstacle,
  ownKubernetesObstacle,
  ownVersionObstacle,
  unsupportedObstacle,
  untriedObstacle,
} from "./obstacle.ts";
import type { Obstacle } from "./plan.ts";
import { type Point, scenarioAt } from "./point.ts";
import { inProfile, type Profile } from "./select/profile.ts";
import { selectCells } from "./select/select-cells.ts";
import type { Candidate } from "./select/terms.ts";
import { withHealings } from "./with-healings.ts";

export interface PickOptions {
  readonly profile: Profile;
  readonly depth: Depth;
  readonly at: readonly Point[];
  /** Also versions that upstream does not support together. */
  readonly force: boolean;
  /** Nothing but these cells, by id. */
  readonly only?: ReadonlySet<string>;
}

export interface Picked {
  readonly picked: readonly Candidate[];
  readonly obstacle: Obstacle;
}

/** The cells that selectors mean, and what keeps some from running; the same on every machine. @throws UsageError, InvalidScenarios. */
export async function pickCells(
  context: Pick<CliContext, "scenarios">,
  selectors: readonly string[],
  options: PickOptions,
): Promise<Picked> {
  const loaded = await loadScenarios(context.scenarios);
  const scenarios = loaded.map(({ scenario }) => scenarioAt(scenario, options.at));
  const selected = onlyThose(
    inProfile(selectCells(scenarios, selectors, options.depth), options.profile),
    options.only,
  );
  const picked = withHealings(selected, await loadHealings(context.scenarios));
  const noNode = nodeImageObstacle(Object.keys(KUBERNETES));
  const own = [ownKubernetesObstacle, ownVersionObstacle];
  const asked = options.force ? [] : [unsupportedObstacle, untriedObstacle];
  return { picked, obstacle: anyObstacle(...own, noNode, ...asked) };
}

/** @throws UsageError for one that there is not. */
function onlyThose(
  selected: readonly Candidate[],
  only: ReadonlySet<string> | undefined,
): readonly Candidate[] {
  if (!only) return selected;
  const there = new Set(selected.map(({ cell }) => cell.id));
  const gone = [...only].find((id) => !there.has(id));
  if (gone !== undefined) throw new UsageError(`there is no cell ${gone} any more; see faultline list`);
  return selected.filter(({ cell }) => only.has(cell.id));
}
