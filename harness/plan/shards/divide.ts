import { createHash } from "node:crypto";
import { byText } from "../../../base/text/by-text.ts";
import type { Cell } from "../cell.ts";
import type { Durations } from "../load-measured.ts";
import { type Obstacle, type Plan, planRun } from "../plan.ts";
import type { StandPlan } from "../stands.ts";
import type { Elsewhere } from "./part-schema.ts";

/** A plan in parts that machines run apart from one another. */
export interface Division {
  /** Digest of the plan and its division. */
  readonly plan: string;
  /** At least one; there are fewer than were asked for where there are fewer stands. */
  readonly shards: readonly PlannedShard[];
}

export interface PlannedShard {
  /** From 1. */
  readonly index: number;
  readonly stands: readonly StandPlan[];
  readonly notRun: Plan["notRun"];
  /** Seconds of its stands, each times what it weighs: what the shard's machine has to do. */
  readonly load: number;
}

/**
 * Divides cells over machines by their stands, longest first to whoever has least to do. Nothing in it depends on the machine, so that
 * each shard comes to the same division by itself. What is not run is told by the first shard.
 */
export function divide(
  cells: readonly Cell[],
  obstacle: Obstacle,
  options: { readonly fresh: boolean; readonly shards: number; readonly durations: Durations },
): Division {
  const { fresh, shards, durations } = options;
  const timed = cells.map((cell) => ({
    ...cell,
    estimateSeconds: durations[cell.id] ?? cell.estimateSeconds,
  }));
  const plan = planRun(timed, obstacle, { fresh, parallel: shards, machines: shards });
  const parts: { load: number; stands: StandPlan[] }[] = Array.from({ length: shards }, () => ({
    load: 0,
    stands: [],
  }));
  for (const stand of plan.stands.toSorted((a, b) => workOf(b) - workOf(a) || byText(a.id, b.id))) {
    const [least] = parts.toSorted((a, b) => a.load - b.load);
    least?.stands.push(stand);
    if (least) least.load += workOf(stand);
  }
  const filled = parts.filter(({ stands }, index) => stands.length > 0 || index === 0);
  // How cells are bundled depends on the number: who is then asked for shard 1 of 3 divides by 3.
  if (filled.length < shards) return divide(cells, obstacle, { ...options, shards: filled.length });
  return {
    plan: digestOf(
      filled.map(({ stands }) => stands),
      plan.notRun,
      fresh,
    ),
    shards: filled.map((part, index) => ({
      index: index + 1,
      ...part,
      notRun: index === 0 ? plan.notRun : [],
    })),
  };
}

const workOf = ({ estimateSeconds, weight }: StandPlan) => estimateSeconds * weight;

/** What the other shards have. */
export function elsewhere({ shards }: Division, index: number): readonly Elsewhere[] {
  return shards
    .filter((shard) => shard.index !== index)
    .flatMap(({ index: shard, stands, notRun }) => [
      ...stands.flatMap(({ cells }) => cells.map((cell) => ({ cell, shard }))),
      ...notRun.map(({ cell, reason }) => ({ cell, shard, reason })),
    ]);
}

/** What makes one plan another: its cells, what they are and where; not what they are thought to take. */
function digestOf(shards: readonly (readonly StandPlan[])[], notRun: Plan["notRun"], fresh: boolean): string {
  const named = ({ id, content, claim, expected, takenBack }: Cell) =>
    [id, content ?? "", claim, expected, takenBack === true] as const;
  const cells = shards.map((stands) => stands.flatMap((stand) => stand.cells.map(named)));
  const text = JSON.stringify([fresh, cells, notRun.map(({ cell }) => named(cell))]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
