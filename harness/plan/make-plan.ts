import { type ComponentStatus, toolchainStatus } from "../../toolchain/status.ts";
import type { CliContext } from "../context.ts";
import { type Budget, budgetFor } from "../doctor/budget.ts";
import type { MachineFacts } from "../doctor/facts.ts";
import { gatherFacts } from "../doctor/gather.ts";
import { componentNeeds } from "./component-needs.ts";
import type { LeftOut } from "./left-out.ts";
import { anyObstacle, cgroupObstacle, otherHelmObstacle, otherSideObstacle } from "./obstacle.ts";
import { paceOf } from "./pace.ts";
import { type PickOptions, pickCells } from "./pick-cells.ts";
import { type Obstacle, type Plan, planRun } from "./plan.ts";
import { namesCells } from "./select/asked-cells.ts";
import { budgetIn } from "./select/profile.ts";
import type { Candidate } from "./select/terms.ts";
import { withinBudget } from "./select/within-budget.ts";
import { planDivision, type ShardPart } from "./shards/plan-division.ts";
import type { Shard } from "./shards/shard.ts";
import { wallSeconds } from "./stands.ts";

export interface MadePlan {
  readonly plan: Plan;
  readonly budget: Budget;
  /** Wall seconds of the cells at the machine's pace, without the toolchain. */
  readonly wallSeconds: number;
  readonly toBuild: readonly ComponentStatus[];
  /** Components of the toolchain that only some cells need, and these do. */
  readonly components: readonly string[];
  readonly facts: MachineFacts;
  /** Minutes that building and cells were to fit into. */
  readonly withinMinutes?: number;
  /** Where it is a part of a greater plan. */
  readonly shard?: ShardPart;
}

interface PlanOptions {
  readonly fresh: boolean;
  /** Tries of each cell, whatever comes of them. */
  readonly repeat?: number;
  readonly parallel?: number | undefined;
}

interface MakeOptions extends PickOptions, PlanOptions {
  /** Cells are compared with the same at another point: one that would have nothing to be compared with is not run. */
  readonly paired?: boolean;
  readonly shard?: Shard;
}

/** What a run of these selectors would do on this machine; creates nothing. @throws UsageError, InvalidScenarios. */
export async function makePlan(context: CliContext, asked: MakeOptions): Promise<MadePlan> {
  const { paired, shard } = asked;
  const all = await pickCells(context, asked);
  const { own, part } = shard ? await planDivision(context, all, { ...asked, shard }) : { own: all };
  const facts = await gatherFacts(context);
  // What this machine cannot run is asked after the division: every machine comes to the same one.
  const each = anyObstacle(own.obstacle, cgroupObstacle(facts), otherHelmObstacle(facts, own.picked));
  const cells = own.picked.map(({ cell }) => cell);
  const obstacle = paired ? anyObstacle(each, otherSideObstacle(cells, each)) : each;
  const planned = await planner(context, { ...asked, facts, obstacle });
  const minutes = part ? undefined : budgetIn(asked, namesCells(asked));
  const fits = (kept: readonly Candidate[]) => minutesOf(planned(kept)) <= (minutes ?? 0);
  const kept = minutes === undefined ? own.picked : withinBudget(own.picked, minutes, fits);
  const made = planned(kept);
  return {
    ...made,
    plan: { ...made.plan, leftOut: leftOutOf(own.leftOut, own.picked, kept) },
    ...(minutes !== undefined && { withinMinutes: minutes }),
    ...(part && { shard: part }),
  };
}

/** Minutes from the start to the end as planned: nothing is run before what is missing is built. */
function minutesOf({ wallSeconds, toBuild }: MadePlan): number {
  return (wallSeconds + toBuild.reduce((sum, { expectedSeconds }) => sum + expectedSeconds, 0)) / 60;
}

function leftOutOf(
  beside: readonly Candidate[],
  picked: readonly Candidate[],
  kept: readonly Candidate[],
): readonly LeftOut[] | undefined {
  const over = picked.filter((each) => !kept.includes(each));
  const all = [
    ...beside.map(({ cell }) => ({ cell: cell.id, by: "profile" as const })),
    ...over.map(({ cell }) => ({ cell: cell.id, by: "budget" as const })),
  ];
  return all.length > 0 ? all : undefined;
}

interface Means extends PlanOptions {
  readonly facts: MachineFacts;
  readonly obstacle: Obstacle;
}

/** The same of cells that are picked already. */
export async function planPicked(
  context: CliContext,
  picked: readonly Candidate[],
  means: Means,
): Promise<MadePlan> {
  return (await planner(context, means))(picked);
}

/** Plans any cells with what is known of the machine now. */
async function planner(context: CliContext, { facts, obstacle, fresh, repeat = 1, ...means }: Means) {
  const status = await toolchainStatus(context);
  const budget = budgetFor(facts);
  const parallel = means.parallel ?? budget.parallel;
  const pace = await paceOf(context.places.results);
  const needs = new Map<Candidate, readonly string[]>();
  const needsOf = (each: Candidate) =>
    needs.get(each) ?? needs.set(each, componentNeeds([each])).get(each) ?? [];
  return (picked: readonly Candidate[]): MadePlan => {
    const plan = planRun(
      picked.map(({ cell }) => cell),
      obstacle,
      { fresh, parallel },
    );
    const planned = new Set(plan.stands.flatMap(({ cells }) => cells.map(({ id }) => id)));
    const runnable = picked.filter(({ cell }) => planned.has(cell.id));
    const components = [...new Set(runnable.flatMap(needsOf))].sort();
    const seconds = Math.round(wallSeconds(plan.stands, parallel) * pace * repeat);
    return {
      plan: { ...plan, estimate: { seconds, pace } },
      budget,
      wallSeconds: seconds,
      toBuild: status.filter(
        ({ ready, onDemand, component }) => !ready && (!onDemand || components.includes(component)),
      ),
      components,
      facts,
    };
  };
}
