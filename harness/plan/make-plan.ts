import { type ComponentStatus, toolchainStatus } from "../../toolchain/status.ts";
import type { CliContext } from "../context.ts";
import { type Budget, budgetFor } from "../doctor/budget.ts";
import type { MachineFacts } from "../doctor/facts.ts";
import { gatherFacts } from "../doctor/gather.ts";
import { componentNeeds } from "./component-needs.ts";
import { anyObstacle, cgroupObstacle, otherSideObstacle } from "./obstacle.ts";
import { type PickOptions, pickCells } from "./pick-cells.ts";
import { type Obstacle, type Plan, planRun, wallSeconds } from "./plan.ts";
import type { Candidate } from "./select/terms.ts";
import { planDivision, type ShardPart } from "./shards/plan-division.ts";
import type { Shard } from "./shards/shard.ts";

export interface MadePlan {
  readonly plan: Plan;
  readonly budget: Budget;
  /** Wall seconds of the cells, without the toolchain. */
  readonly wallSeconds: number;
  readonly toBuild: readonly ComponentStatus[];
  /** Components of the toolchain that only some cells need, and these do. */
  readonly components: readonly string[];
  readonly facts: MachineFacts;
  /** Where it is a part of a greater plan. */
  readonly shard?: ShardPart;
}

interface PlanOptions {
  readonly fresh: boolean;
  readonly parallel?: number | undefined;
}

interface MakeOptions extends PickOptions, PlanOptions {
  /** Cells are compared with the same at another point: one that would have nothing to be compared with is not run. */
  readonly paired?: boolean;
  readonly shard?: Shard;
}

/** What a run of these selectors would do on this machine; creates nothing. @throws UsageError, InvalidScenarios. */
export async function makePlan(
  context: CliContext,
  selectors: readonly string[],
  options: MakeOptions,
): Promise<MadePlan> {
  const { fresh, paired, shard } = options;
  const all = await pickCells(context, selectors, options);
  const { own, part } = shard ? await planDivision(context, all, { fresh, shard }) : { own: all };
  const facts = await gatherFacts(context);
  // What this machine cannot run is asked after the division: every machine comes to the same one.
  const each = anyObstacle(own.obstacle, cgroupObstacle(facts));
  const cells = own.picked.map(({ cell }) => cell);
  const obstacle = paired ? anyObstacle(each, otherSideObstacle(cells, each)) : each;
  const made = await planPicked(context, own.picked, { ...options, facts, obstacle });
  return { ...made, ...(part && { shard: part }) };
}

/** The same of cells that are picked already. */
export async function planPicked(
  context: CliContext,
  picked: readonly Candidate[],
  options: PlanOptions & { readonly facts: MachineFacts; readonly obstacle: Obstacle },
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
