import { z } from "zod";

/** The slowest healing that was measured of a scenario on a platform. */
export const healingSchema = z.strictObject({
  fix: z.string(),
  healedMs: z.int().describe("from the start of the fix's change to the first good look of the recovery"),
  healthyStartMs: z
    .int()
    .describe("from the end of the cluster's own update to its health, in the same cell"),
});
export type Healing = z.infer<typeof healingSchema>;

/** A control is watched for so many times the slowest healing of its scenario and platform. */
export const WATCH_TO_HEALING = 1.5;

/** By scenario and platform: `placeOf`. */
export const healingsSchema = z.record(z.string(), healingSchema);
export type Healings = z.infer<typeof healingsSchema>;

/** Where a healing counts for the controls beside it: "<scenario>/<distribution>-<version>". */
export function placeOf({
  scenario,
  platform,
}: {
  readonly scenario: string;
  readonly platform: { readonly distribution: string; readonly version: string };
}): string {
  return `${scenario}/${platform.distribution}-${platform.version}`;
}

export function slower(a: Healing | null | undefined, b: Healing | null | undefined): Healing | null {
  if (!a || !b) return a ?? b ?? null;
  return b.healedMs > a.healedMs ? b : a;
}
