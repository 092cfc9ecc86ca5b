import { z } from "zod";
import { cellSchema } from "../cell.ts";
import { MOST_SHARDS } from "./shard.ts";

/** What a journal says of the plan that its run had a part of. */
export const shardSchema = z.object({
  index: z.int().positive(),
  of: z.int().positive().max(MOST_SHARDS),
  plan: z.string().describe("digest of the whole plan: parts of one plan have the same"),
});
export type ShardOfPlan = z.infer<typeof shardSchema>;

/** A cell that another shard has; with a reason where the plan says that it is not run. */
export const elsewhereSchema = z.object({
  cell: cellSchema,
  shard: z.int().positive(),
  reason: z.string().exactOptional(),
});
export type Elsewhere = z.infer<typeof elsewhereSchema>;
