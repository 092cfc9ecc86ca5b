import { z } from "zod";
import type { Division, PlannedShard } from "./divide.ts";
import { jobOf } from "./engines.ts";

const shard = z.object({
  shard: z.string().describe('"2/5": for `faultline run --shard`'),
  minutes: z.int().describe("of its stands, each times what it weighs"),
  weight: z.number().describe("of its heaviest stand, in clusters of one node"),
  stands: z.array(
    z.object({
      id: z.string(),
      estimateSeconds: z.number(),
      weight: z.number(),
      cells: z.array(z.string()).describe("their ids, in their order"),
    }),
  ),
});

/** What `faultline plan --shards n -o json` prints. Fields are added, never renamed. */
export const shardsSchema = z
  .object({
    schema: z.literal("faultline/shards@1"),
    plan: z.string().describe("digest of the whole plan; shards of another are not merged with these"),
    shards: z.array(shard),
    notRun: z.array(z.object({ cell: z.string(), reason: z.string() })),
  })
  .describe("A plan divided over machines");

export function shardsJson(division: Division): z.infer<typeof shardsSchema> {
  return {
    schema: "faultline/shards@1",
    plan: division.plan,
    shards: division.shards.map((each) => {
      const { shard, minutes, weight } = jobOf(each, division.shards.length);
      return { shard, minutes, weight, stands: standsOf(each) };
    }),
    notRun: division.shards.flatMap(({ notRun }) =>
      notRun.map(({ cell, reason }) => ({ cell: cell.id, reason })),
    ),
  };
}

function standsOf({ stands }: PlannedShard) {
  return stands.map(({ id, estimateSeconds, weight, cells }) => ({
    ...{ id, estimateSeconds, weight },
    cells: cells.map((cell) => cell.id),
  }));
}

/** The published form: docs/schema/shards@1.json. */
export function shardsJsonSchema(): object {
  return z.toJSONSchema(shardsSchema, { io: "input" });
}
