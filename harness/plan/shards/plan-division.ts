import type { CliContext } from "../../context.ts";
import { UsageError } from "../../usage-error.ts";
import { loadDurations } from "../load-measured.ts";
import type { Picked } from "../pick-cells.ts";
import type { ProfileChoice } from "../select/profile.ts";
import { type Division, divide, elsewhere } from "./divide.ts";
import type { Elsewhere, ShardOfPlan } from "./part-schema.ts";
import { type Shard, shardText } from "./shard.ts";

/** The part of a plan that a run has, and what the others have. */
export interface ShardPart extends ShardOfPlan {
  readonly elsewhere: readonly Elsewhere[];
}

interface DivisionOptions extends Pick<ProfileChoice, "budget"> {
  readonly fresh: boolean;
}

/** What was picked, in so many parts. @throws UsageError where it is to fit into a time. */
export async function divisionOf(
  { scenarios }: Pick<CliContext, "scenarios">,
  { picked, obstacle }: Picked,
  { budget, fresh, shards }: DivisionOptions & { readonly shards: number },
): Promise<Division> {
  if (budget !== undefined)
    throw new UsageError(
      "--budget goes by what one machine has and how fast it is, and shards of it would be of different plans: leave one of them out",
    );
  const cells = picked.map(({ cell }) => cell);
  return divide(cells, obstacle, { fresh, shards, durations: await loadDurations(scenarios) });
}

/** One part of what was picked. @throws UsageError where the plan has too few stands for it. */
export async function planDivision(
  context: Pick<CliContext, "scenarios">,
  all: Picked,
  { shard, ...options }: DivisionOptions & { readonly shard: Shard },
): Promise<{ readonly own: Picked; readonly part: ShardPart }> {
  const division = await divisionOf(context, all, { ...options, shards: shard.of });
  const found = division.shards.find(({ index }) => index === shard.index);
  if (!found || division.shards.length < shard.of)
    throw new UsageError(
      `there is no shard ${shardText(shard)}: the plan is enough for ${division.shards.length}; divide it by that`,
    );
  const ids = new Set(
    [...found.stands.flatMap(({ cells }) => cells), ...found.notRun.map(({ cell }) => cell)].map(
      ({ id }) => id,
    ),
  );
  return {
    own: { ...all, picked: all.picked.filter(({ cell }) => ids.has(cell.id)) },
    part: { ...shard, plan: division.plan, elsewhere: elsewhere(division, shard.index) },
  };
}
