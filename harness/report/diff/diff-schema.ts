import { z } from "zod";
import { CHANGE_CLASSES } from "./change-class.ts";

const run = z.object({
  id: z.string(),
  outcome: z.string().describe("how the run ended; only a complete one has all its cells"),
  versions: z.record(z.string(), z.string()).describe("of the components that the runs do not share"),
});

const row = z.object({
  cell: z.string().describe("its id in the second run; in the first where the second has none"),
  before: z.string().nullable().describe("its id in the first run"),
  after: z.string().nullable().describe("its id in the second run"),
  class: z.enum(CHANGE_CLASSES),
  note: z.string().describe("what was seen on both sides"),
  accepted: z.object({ until: z.iso.date(), reason: z.string() }).exactOptional(),
  since: z
    .object({
      component: z.string(),
      version: z.string().nullable().describe("the first with what the second run shows; null: see why"),
      looks: z.array(z.string()).readonly().describe("the versions between that were run for it"),
      why: z.string().exactOptional(),
    })
    .exactOptional()
    .describe("with --bisect, of what changed"),
});

/** What `faultline diff -o json` and `faultline upgrade -o json` print. Fields are added, never renamed. */
export const diffSchema = z
  .object({
    schema: z.literal("faultline/diff@1"),
    before: run,
    after: run,
    rows: z.array(row).readonly().describe("all cells of both runs, gravest first"),
    totals: z.partialRecord(z.enum(CHANGE_CLASSES), z.int()),
    unaccepted: z.array(z.string()).readonly().describe("cells whose loss nobody accepts today"),
    expired: z
      .array(z.object({ cell: z.string(), until: z.iso.date(), reason: z.string() }))
      .readonly()
      .default([])
      .describe(
        "acceptances whose last day has passed: they accept nothing, and have to be renewed or removed",
      ),
    recommended: z.boolean().describe("nothing is lost, and nothing is unknown"),
    sentence: z.string(),
  })
  .describe("Two finished runs compared");

export type Diff = z.infer<typeof diffSchema>;
export type DiffRow = Diff["rows"][number];

/** The published form: docs/schema/diff@1.json. */
export function diffJsonSchema(): object {
  return z.toJSONSchema(diffSchema, { io: "input" });
}
