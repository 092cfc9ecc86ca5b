import { KUBERNETES } from "../../toolchain/versions.ts";
import type { CliContext } from "../context.ts";
import { refuseUnfilled } from "../scenario/load/fill-ins.ts";
import { loadScenarios } from "../scenario/load/load.ts";
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
import { type Asked, askedCells } from "./select/asked-cells.ts";
import type { ProfileChoice } from "./select/profile.ts";
import type { Candidate } from "./select/terms.ts";

export interface PickOptions extends Asked, ProfileChoice {
  /** Also versions that upstream does not support together. */
  readonly force: boolean;
}

export interface Picked {
  readonly picked: readonly Candidate[];
  /** The cells that the full profile has beside them. */
  readonly leftOut: readonly Candidate[];
  readonly obstacle: Obstacle;
}

/** The cells that are asked for, and what keeps some from running; the same on every machine. @throws UsageError, InvalidScenarios. */
export async function pickCells(context: Pick<CliContext, "scenarios">, asked: PickOptions): Promise<Picked> {
  const loaded = await loadScenarios(context.scenarios);
  const scenarios = loaded.map(({ scenario }) => scenario);
  const cells = askedCells(scenarios, asked, await loadHealings(context.scenarios));
  await refuseUnfilled(
    context.scenarios,
    cells.picked.map(({ scenario }) => scenario.id),
  );
  const noNode = nodeImageObstacle(Object.keys(KUBERNETES));
  const own = [ownKubernetesObstacle, ownVersionObstacle];
  const tried = asked.force ? [] : [unsupportedObstacle, untriedObstacle];
  return { ...cells, obstacle: anyObstacle(...own, noNode, ...tried) };
}
