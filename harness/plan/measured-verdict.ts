import { z } from "zod";
import { outcomeSchema } from "../scenario/load/schema.ts";

/** What a fix was seen to do on a real cluster. */
const measuredVerdictSchema = z.strictObject({
  fix: z.string(),
  /** As in a cell's id: "kind-1.32.5". */
  platform: z.string(),
  /** Versions without the `v`. */
  kubernetes: z.string(),
  metricsServer: z.string(),
  outcome: outcomeSchema,
  recoveryMs: z
    .int()
    .nullable()
    .describe("from the start of the fix's change to the first good look of the recovery that lasted"),
  run: z.string(),
});
export type MeasuredVerdict = z.infer<typeof measuredVerdictSchema>;

/** By scenario, in the order of its fixes and then of platforms. */
export const verdictsSchema = z.record(z.string(), z.array(measuredVerdictSchema));
export type MeasuredVerdicts = z.infer<typeof verdictsSchema>;
