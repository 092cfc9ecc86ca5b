import { z } from "zod";
import {
  componentSchema,
  costSchema,
  hostSchema,
  phaseOutcomeSchema,
  runOptionsSchema,
  runOutcomeSchema,
  signatureMatchSchema,
  textSeenSchema,
} from "../journal/event-schema.ts";
import { cellSchema, phaseNameSchema, verdictSchema } from "../plan/cell.ts";
import { healingSchema } from "../plan/healing.ts";
import { leftOutSchema } from "../plan/left-out.ts";
import { estimateSchema } from "../plan/pace.ts";
import { outcomeSchema } from "../scenario/load/schema.ts";
import { repeatsSchema, trySchema } from "./repeats/repeats-schema.ts";

const instant = z.iso.datetime();
const milliseconds = z.int().nonnegative().nullable();

const phase = z.object({
  name: phaseNameSchema,
  startedAt: instant,
  endedAt: instant.nullable().describe("null: the run was cut in this phase"),
  outcome: phaseOutcomeSchema,
  message: z.string().optional(),
});

/** What a row says of the cell as it was planned. */
const plannedSchema = cellSchema.extend({ threads: z.array(z.string()).describe('"owner/repo#n"') }).pick({
  id: true,
  scenario: true,
  mode: true,
  title: true,
  threads: true,
  platform: true,
  fidelity: true,
  fix: true,
  claim: true,
  expected: true,
});

const cell = plannedSchema.extend({
  observed: outcomeSchema.nullable().describe("what it was seen to do"),
  verdict: verdictSchema,
  evidence: z.literal("live"),
  evidenceFile: z
    .string()
    .exactOptional()
    .describe(
      "in the run's folder: what the cluster said before it went, of a cell that was not as expected",
    ),
  reason: z.string().optional(),
  phases: z.array(phase).describe("of the last attempt"),
  timeToSymptomMs: milliseconds.describe("start of the fault's change to the first sight of the signature"),
  timeToRecoveryMs: milliseconds.describe(
    "start of the fix's change to the first good look of the sustained recovery",
  ),
  healthyStartMs: milliseconds
    .default(null)
    .describe("end of the cluster's own update to the first good look of the health that lasted"),
  slowestHealing: healingSchema
    .nullable()
    .exactOptional()
    .describe("of a control, which is watched for longer than that; null where none was known"),
  attempts: z.int().nonnegative(),
  tries: z.array(trySchema).exactOptional().describe("where there were several attempts: how each ended"),
  repeats: repeatsSchema.exactOptional().describe("of a cell that was to be repeated (--repeat)"),
  versions: z.record(z.string(), z.string()),
  symptom: z.array(signatureMatchSchema.omit({ at: true })),
  textsSeen: z.array(textSeenSchema),
  changes: z
    .object({ fault: z.array(z.string()), fix: z.array(z.string()) })
    .describe("what Pulumi changed, or was to change where the update was refused, a line each"),
  acts: z
    .array(z.object({ phase: phaseNameSchema, command: z.string(), exit: z.int() }))
    .default([])
    .describe("what was done by hand, in its order"),
});

/** `matrix.json`: the versioned result contract. Fields are added, never renamed. */
export const matrixSchema = z
  .object({
    schema: z.literal("faultline/matrix@1"),
    run: z.object({
      id: z.string(),
      startedAt: instant,
      endedAt: instant.nullable(),
      outcome: z.enum([...runOutcomeSchema.options, "cut"]).describe('"cut": the journal has no end'),
      message: z.string().optional(),
      copiedFrom: z
        .array(z.string())
        .exactOptional()
        .describe("runs whose cells are copied into its journal: the one it goes on with, or the shards"),
      argv: z.array(z.string()),
      options: runOptionsSchema.default({}).describe("beside the selectors, by the options' names"),
      estimate: estimateSchema.exactOptional(),
      tookSeconds: z
        .number()
        .exactOptional()
        .describe("wall seconds from the toolchain to the end, to hold the estimate against"),
      leftOut: z
        .array(leftOutSchema)
        .exactOptional()
        .describe(
          "cells of the full profile that the run has not: its profile does not hold them, or its budget had no minutes for them",
        ),
      host: hostSchema.nullable(),
      standIns: z.array(z.string()),
      toolchain: z.array(componentSchema),
      cost: costSchema
        .optional()
        .describe(
          "CPU time of the whole machine and most memory used above the start, while the run went on",
        ),
    }),
    cells: z.array(cell),
    totals: z.object({
      pass: z.int(),
      fail: z.int(),
      flaky: z.int(),
      error: z.int(),
      notRun: z.int(),
    }),
  })
  .describe("Result of one faultline run");

export type Planned = z.infer<typeof plannedSchema>;
export type Matrix = z.infer<typeof matrixSchema>;
export type MatrixCell = Matrix["cells"][number];

/** The published form of the contract: docs/schema/matrix@1.json. Open to added fields, as readers must be. */
export function matrixJsonSchema(): object {
  return z.toJSONSchema(matrixSchema, { io: "input" });
}
