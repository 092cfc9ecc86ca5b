import { z } from "zod";
import { fidelitySchema, outcomeSchema } from "../scenario/load/schema.ts";
import type { CellPlatform } from "./cell-platform.ts";
import { healingSchema } from "./healing.ts";

export const verdictSchema = z.enum(["pass", "fail", "flaky", "error", "not run"]);
export type Verdict = z.infer<typeof verdictSchema>;

export const phaseNameSchema = z.enum([
  "stand",
  "baseline",
  "fault",
  "symptom",
  "fix",
  "recovery",
  "retract",
  "relapse",
  "undo",
  "destroy",
]);
export type PhaseName = z.infer<typeof phaseNameSchema>;

const platformSchema = z.object({
  distribution: z.string(),
  version: z.string(),
  kubernetes: z.string().exactOptional().describe("of the nodes, where `version` is not that"),
  metricsServer: z.string().exactOptional().describe("of metrics-server, where it is not the reported one"),
  helm: z.string().exactOptional().describe("that installs it, where it is not the reported one"),
  upgradedTo: z
    .object({ metricsServer: z.string() })
    .exactOptional()
    .describe("what the same cluster is upgraded to once the fix is in"),
}) satisfies z.ZodType<CellPlatform>;

/** A report is read where the scenarios are not, so a journal brings the words that its verdicts are held against. */
const wordsSchema = z.object({
  /** The fault in one line, as the scenario sums it up. */
  fault: z.string(),
  /** Verbatim, from the sources that have a quote. */
  reports: z.array(z.object({ ref: z.string(), quote: z.string() })).readonly(),
  /** The fix in one line. */
  fix: z.string(),
  /** Who says what the fix does; `quote` is verbatim. */
  claim: z.object({ by: z.string(), quote: z.string().exactOptional() }),
  /** Why that outcome is expected here. */
  why: z.string(),
});

export const cellSchema = z.object({
  /** Stable over runs. */
  id: z
    .string()
    .describe(
      "<scenario>/<distribution>-<version>/<fix>; after the version +kubernetes-<version>, +metrics-server-<version> and +helm-<version> where those are not the reported ones, and +to-metrics-server-<version> where it is upgraded to that once the fix is in",
    ),
  scenario: z.string(),
  /** Of its scenario; absent in journals from before it was part of them, as are the next three. */
  mode: z.string().exactOptional().describe("number in the catalog of failure modes"),
  title: z.string().exactOptional(),
  /** Place among the cells of its scenario: its platforms times its fixes, in the order they are written. */
  index: z.int().exactOptional(),
  /** Version of metrics-server in its healthy state. */
  metricsServer: z.string().exactOptional(),
  content: z.string().exactOptional().describe("digest of what the scenario says of it, as planned"),
  threads: z.array(z.string()).readonly(),
  platform: platformSchema,
  fidelity: fidelitySchema,
  /** Only run with `--profile full`. */
  profile: z.literal("full").exactOptional(),
  fix: z.string(),
  claim: outcomeSchema.describe("what upstream says the fix does"),
  expected: outcomeSchema.describe("what faultline expects it to do"),
  /** Absent in journals before version 5. */
  words: wordsSchema.exactOptional(),
  /** After it has healed its fix is taken back, and the symptom must come again. */
  takenBack: z.literal(true).exactOptional(),
  /** Of a control, which is watched for longer than that; null where none is known. */
  slowestHealing: healingSchema.nullable().exactOptional(),
  /** The healthy state it begins in: cells with the same one may run one after another on one cluster, each from a baseline of its own. */
  stand: z.string(),
  /** What its stand costs, in clusters of one node, to the half; 1 where not said. */
  weight: z.number().exactOptional(),
  /** Its fault changes the nodes or the API server themselves: on a shared cluster it comes after those that do not. */
  changesNodes: z.literal(true).exactOptional(),
  /** Wall seconds the cell is expected to take, for ordering and the progress display. */
  estimateSeconds: z.number(),
});

/** What was said of a cell's fault and fix, and by whom. */
export type CellWords = z.infer<typeof wordsSchema>;

/** One row of the matrix: a scenario on a platform with one fix. */
export type Cell = z.infer<typeof cellSchema>;
