import { z } from "zod";
import { phaseOutcomeSchema } from "../journal/event-schema.ts";
import { phaseNameSchema } from "../plan/cell.ts";
import { outcomeSchema } from "../scenario/load/schema.ts";

const texts = z.array(z.string()).readonly();
const type = <T extends string>(name: T) => ({ type: z.literal(name) });

const problem = z.object({
  file: z.string(),
  line: z.int().describe("from 1, as editors count"),
  column: z.int(),
  message: z.string(),
});

const nearest = z.object({
  where: z.string(),
  text: z.string().describe("one line, verbatim but for secrets"),
  wanted: z.int().describe("words that the pattern wants literally"),
  missing: texts.describe("those of them that are not in the text"),
  but: z.string().nullable().describe("why a text that is right does not count"),
});

/** What is looked for, and what has been seen of it. */
const rowSchema = z.object({
  name: z.string().describe("in words: a signature, or one of the things that recovery consists of"),
  state: z.enum(["seen", "not yet"]),
  afterMs: z.number().exactOptional().describe("of what was seen: from the start of the change"),
  where: z.string().exactOptional(),
  text: z.string().exactOptional().describe("the line that shows it, verbatim but for secrets"),
  nearest: nearest.nullable().exactOptional().describe("of what was not: null where nothing was said yet"),
});

/** What `faultline watch` has to say: one line of its JSON, without the stamp. */
const saidSchema = z.discriminatedUnion("type", [
  z.object({
    ...type("loaded"),
    scenario: z.string(),
    title: z.string(),
    does: z.enum(["begin", "nothing", "judge", "again", "new stand"]).describe("what the save asks for"),
    why: z.string(),
  }),
  z.object({
    ...type("broken"),
    problems: z.array(problem).readonly().describe("the next save is waited for"),
  }),
  z.object({
    ...type("stand"),
    state: z.enum(["preparing", "making", "up", "removing", "removed", "left"]),
    run: z.string().exactOptional().describe("by which faultline prune knows it"),
    platform: z.string().exactOptional(),
    kubeconfig: z.string().exactOptional(),
    bin: z.string().exactOptional().describe("folder with the kubectl to use"),
  }),
  z.object({
    ...type("phase"),
    phase: phaseNameSchema,
    outcome: z.union([z.literal("begun"), phaseOutcomeSchema]),
    message: z.string().exactOptional(),
  }),
  z.object({ ...type("act"), command: z.string(), exit: z.int() }),
  z.object({ ...type("row"), of: z.enum(["symptom", "recovery"]), index: z.int(), ...rowSchema.shape }),
  z.object({
    ...type("symptom"),
    state: z
      .enum(["all seen", "late", "shown", "failed"])
      .describe(
        "all seen: every signature; late: not so within the scenario's limit; shown, failed: what a cell would make of it, with how long it lasts and what stays normal",
      ),
    note: z.string(),
  }),
  z.object({
    ...type("recovery"),
    fix: z.string(),
    outcome: z.union([outcomeSchema, z.literal("failed")]),
    expected: outcomeSchema,
    note: z.string(),
  }),
  z.object({
    ...type("failed"),
    message: z.string().describe("what ended the round; the next save is waited for"),
  }),
]);

export type Said = z.infer<typeof saidSchema>;
export type Row = z.infer<typeof rowSchema>;
export type Tell = (said: Said) => void;

/** A line of `faultline watch -o json`. Fields are added, never renamed. */
export const watchLineSchema = z
  .intersection(z.object({ schema: z.literal("faultline/watch@1"), at: z.iso.datetime() }), saidSchema)
  .describe("One change of what faultline watch shows");

/** The published form: docs/schema/watch@1.json. */
export function watchJsonSchema(): object {
  return z.toJSONSchema(watchLineSchema, { io: "input" });
}
