import { z } from "zod";
import { verdictSchema } from "../../plan/cell.ts";
import { outcomeSchema } from "../../scenario/load/schema.ts";

const milliseconds = z.int().nonnegative();
const share = z.number().min(0).max(1);

/** How one attempt ended. */
export const trySchema = z.object({
  attempt: z.int().positive(),
  verdict: verdictSchema,
  observed: outcomeSchema.nullable(),
  reason: z.string().optional(),
  timeToSymptomMs: milliseconds.nullable(),
  timeToRecoveryMs: milliseconds.nullable(),
});
export type Try = z.infer<typeof trySchema>;

const spread = z
  .object({ median: milliseconds, least: milliseconds, most: milliseconds })
  .nullable()
  .describe("of the attempts that were as expected; null where none has such a time");

/** What the attempts at a cell that was repeated come to. */
export const repeatsSchema = z.object({
  attempts: z.int().positive().describe("that came to an end of their own"),
  asExpected: z.int().nonnegative(),
  flakeRate: z
    .object({ share, low: share, high: share })
    .describe("share of attempts that were not as expected, and its Wilson interval at 95 %"),
  timeToSymptomMs: spread,
  timeToRecoveryMs: spread,
});
export type Repeats = z.infer<typeof repeatsSchema>;
export type Spread = z.infer<typeof spread>;
