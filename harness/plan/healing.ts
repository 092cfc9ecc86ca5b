import { z } from "zod";
import type { Outcome } from "../scenario/types.ts";
import { type CellPlatform, platformName } from "./cell-platform.ts";

/** The slowest healing that was measured of a scenario on a platform. */
export const healingSchema = z.strictObject({
  fix: z.string(),
  healedMs: z.int().describe("from the start of the fix's change to the first good look of the recovery"),
  healthyStartMs: z
    .int()
    .nullable()
    .describe("from the end of the update that made its cluster to health; null where it was not the first"),
});
export type Healing = z.infer<typeof healingSchema>;

/** By scenario and platform: `placeOf`. */
export const healingsSchema = z.record(z.string(), healingSchema);
export type Healings = z.infer<typeof healingsSchema>;

/** A control that was watched for less than so many times the slowest healing beside it proves nothing. */
export const WATCHED_AT_LEAST = 1.5;
/** It is planned to be watched for more, because a healing of the same run may be slower than those known before. */
export const WATCHED = 1.75;

interface Healed {
  readonly scenario: string;
  readonly platform: CellPlatform;
  readonly fix: string;
  readonly observed: Outcome | null;
  readonly timeToRecoveryMs: number | null;
  readonly healthyStartMs: number | null;
}

/** Where a healing counts for the controls beside it: "<scenario>/<platform>". */
export function placeOf({ scenario, platform }: Pick<Healed, "scenario" | "platform">): string {
  return `${scenario}/${platformName(platform)}`;
}

/** What is known once a cell has ended: where it healed, and slower than any before, that. */
export function withHealing(known: Healings, cell: Healed): Healings {
  const { fix, observed, timeToRecoveryMs: healedMs, healthyStartMs } = cell;
  if (observed !== "heals" || healedMs === null) return known;
  const slowest = slower(known[placeOf(cell)], { fix, healedMs, healthyStartMs });
  return slowest ? { ...known, [placeOf(cell)]: slowest } : known;
}

export function slower(a: Healing | null | undefined, b: Healing | null | undefined): Healing | null {
  if (!a || !b) return a ?? b ?? null;
  return b.healedMs > a.healedMs ? b : a;
}
