import { type ComponentStatus, toolchainStatus } from "../../toolchain/status.ts";
import { KUBERNETES } from "../../toolchain/versions.ts";
import type { CliContext } from "../context.ts";
import { type Budget, budgetFor } from "../doctor/budget.ts";
import type { MachineFacts } from "../doctor/facts.ts";
import { gatherFacts } from "../doctor/gather.ts";
import { loadScenarios } from "../scenario/load/load.ts";
import { UsageError } from "../usage-error.ts";
import { componentNeeds } from "./component-needs.ts";
import type { Depth } from "./depth.ts";
import { loadHealings } from "./load-healings.ts";
import {
  anyObstacle,
  cgroupObstacle,
  nodeImageObstacle,
  otherSideObstacle,
  ownKubernetesObstacle,
  ownVersionObstacle,
  unsupportedObstacle,
  untriedObstacle,
} from "./obstacle.ts";
import { type Obstacle, type Plan, planRun, wallSeconds } from "./plan.ts";
import { type Point, scenarioAt } from "./point.ts";
import { inProfile, type Profile } from "./select/profile.ts";
import { selectCells } from "./select/select-cells.ts";
import type { Candidate } from "./select/terms.ts";
import { withHealings } from "./with-healings.ts";

export interface MadePlan {
  readonly plan: Plan;
  readonly budget: Budget;
  /** Wall seconds of the cells, without the toolchain. */
  readonly wallSeconds: number;
  readonly toBuild: readonly ComponentStatus[];
  /** Components of the toolchain that only some cells need, and these do. */
  readonly components: readonly string[];
  readonly facts: MachineFacts;
}

/** What a run of these selectors would do on this machine; creates nothing. @throws UsageError, InvalidScenarios. */
export async function makePlan(
  context: CliContext,
  selectors: readonly string[],
  options: {
    readonly fresh: boolean;
    readonly profile: Profile;
    readonly depth: Depth;
    readonly at: readonly Point[];
    /** Also versions that upstream does not support together. */
    readonly force: boolean;
    /** Cells are compared with the same at another point: one that would have nothing to be compared with is not run. */
    readonly paired?: boolean;
    /** Nothing but these cells, by id. */
    readonly only?: ReadonlySet<string>;
    readonly parallel?: number;
  },
): Promise<MadePlan> {
  const loaded = await loadScenarios(context.scenarios);
  const scenarios = loaded.map(({ scenario }) => scenarioAt(scenario, options.at));
  const selected = onlyThose(
    inProfile(selectCells(scenarios, selectors, options.depth), options.profile),
    options.only,
  );
  const picked = withHealings(selected, await loadHealings(context.scenarios));
  const facts = await gatherFacts(context);
  const noNode = nodeImageObstacle(Object.keys(KUBERNETES));
  const own = [ownKubernetesObstacle, ownVersionObstacle, cgroupObstacle(facts)];
  const each = anyObstacle(...own, noNode, ...(options.force ? [] : [unsupportedObstacle, untriedObstacle]));
  const cells = picked.map(({ cell }) => cell);
  const obstacle = options.paired ? anyObstacle(each, otherSideObstacle(cells, each)) : each;
  return planPicked(context, picked, { ...options, facts, obstacle });
}

/** The same of cells that are picked already. */
export async function planPicked(
  context: CliContext,
  picked: readonly Candidate[],
  options: {
    readonly facts: MachineFacts;
    readonly obstacle: Obstacle;
    readonly fresh: boolean;
    readonly parallel?: number | undefined;
  },
): Promise<MadePlan> {
  const { facts, obstacle } = options;
  const status = await toolchainStatus(context);
  const budget = budgetFor(facts);
  const parallel = options.parallel ?? budget.parallel;
  const cells = picked.map(({ cell }) => cell);
  const plan = planRun(cells, obstacle, { fresh: options.fresh, parallel });
  const planned = new Set(plan.stands.flatMap(({ cells }) => cells.map(({ id }) => id)));
  const components = componentNeeds(picked.filter(({ cell }) => planned.has(cell.id)));
  return {
    plan,
    budget,
    wallSeconds: wallSeconds(plan.stands, parallel),
    toBuild: status.filter(
      ({ ready, onDemand, component }) => !ready && (!onDemand || components.includes(component)),
    ),
    components,
    facts,
  };
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
