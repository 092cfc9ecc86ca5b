import { z } from "zod";
import { cellSchema, phaseNameSchema, verdictSchema } from "../plan/cell.ts";
import { healingSchema } from "../plan/healing.ts";
import { leftOutSchema } from "../plan/left-out.ts";
import { estimateSchema } from "../plan/pace.ts";
import { elsewhereSchema, shardSchema } from "../plan/shards/part-schema.ts";
import { outcomeSchema } from "../scenario/load/schema.ts";
import { SHARD_FILE } from "./merged-shard.ts";
import { sampleSchema } from "./sample-schema.ts";

/**
 * Since 5 the machine's load and the scenario's words are part of it, since 6 what each phase cost, since 7 what a diagnosis said,
 * since 8 what other shards have is a line of its own, and since 9 a merged run names its shards' journals; no judge asks for them. Before 4 a healing was not looked at for two scrapes,
 * nor what is to fail before the fault: no proof as a verdict needs it today, so that such a journal is refused.
 */
export const JOURNAL_VERSION = 9;
export const OLDEST_JOURNAL_VERSION = 4;

const texts = z.array(z.string()).readonly();

export const hostSchema = z.object({
  os: z.string(),
  kernel: z.string(),
  cpus: z.int(),
  memoryMb: z.int(),
  cgroup: z.enum(["v1", "v2"]),
  engine: z.string(),
});

export const componentSchema = z.object({
  component: z.string(),
  version: z.string(),
  origin: z
    .enum(["release", "source", "host"])
    .describe("upstream's artefact, built from source, or the host's own"),
  identity: z.string().describe("content digest, or the host tool's own version line"),
});

/** What a run cost the whole machine, everything else on it included. */
export const costSchema = z.object({
  /** CPU time of all processes, milliseconds. */
  cpuMs: z.number(),
  /** Most memory in use above what was in use at the start, MB. */
  peakMemoryMb: z.number(),
});

const propertyChange = z.object({
  path: z.string(),
  kind: z.enum(["add", "delete", "update"]),
  before: z.unknown().exactOptional(),
  after: z.unknown().exactOptional(),
});

/** What Pulumi's preview says of one resource: `paths` are property paths from detailedDiff. */
const resourceChange = z.object({
  urn: z.string(),
  /** Last part of the Pulumi type, e.g. "Deployment". */
  resource: z.string(),
  name: z.string(),
  op: z.enum(["create", "update", "delete", "replace"]),
  paths: z.array(propertyChange).readonly(),
});

const mergedShard = z.object({ file: z.string().regex(SHARD_FILE), bytes: z.int().nonnegative() });

/** Where and when a signature was seen. */
export const signatureMatchSchema = z.object({
  /** The signature in words. */
  signature: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  /** The vantage point, pod, object or namespace it was seen at. */
  where: z.string(),
  text: z.string(),
});

/** One text a failing command gave, and how often: which of the several texts of one condition were seen. */
export const textSeenSchema = z.object({
  observable: z.string(),
  vantage: z.string(),
  text: z.string(),
  firstMs: z.int().describe("milliseconds from the fault to the first time"),
  count: z.int(),
});

/** What one attempt at a cell comes to. */
const judgement = {
  verdict: verdictSchema,
  /** What the fix was seen to do; null if it did not come to that. */
  observed: outcomeSchema.nullable(),
  /** Why the verdict is not `pass`, or what was seen; absent if there is nothing to add. */
  reason: z.string().exactOptional(),
  /** From the start of the fault's change to the first sight of the signature seen last. */
  timeToSymptomMs: z.number().nullable(),
  /** From the start of the fix's change to the first good look of the sustained recovery. */
  timeToRecoveryMs: z.number().nullable(),
  /** From the end of the update that made the cluster to its health; null where it has served another cell. */
  healthyStartMs: z.number().nullable(),
  signatures: z.array(signatureMatchSchema).readonly(),
  textsSeen: z.array(textSeenSchema).readonly(),
};

export const phaseOutcomeSchema = z.enum(["ok", "failed", "interrupted"]);
/** What a run was asked for beside its selectors, by the options' names. */
export const runOptionsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export const runOutcomeSchema = z.enum(["complete", "interrupted", "failed"]);

const versionSchema = z.int().min(OLDEST_JOURNAL_VERSION).max(JOURNAL_VERSION);
const stamp = {
  v: versionSchema,
  at: z.iso.datetime(),
  run: z.string(),
};
const ofCell = { ...stamp, cell: z.string(), attempt: z.int().positive() };
const ofPhase = { ...ofCell, phase: phaseNameSchema };
const type = <T extends string>(name: T) => ({ type: z.literal(name) });

/**
 * Every line of a journal, checked as it is read. `at` is ISO 8601 with milliseconds; `cell` is absent on events of the whole run.
 * Unknown properties of a later minor version are dropped.
 */
export const journalEventSchema = z.discriminatedUnion("type", [
  z.object({
    ...stamp,
    ...type("run.started"),
    host: hostSchema,
    argv: texts,
    options: runOptionsSchema.default({}),
    /** Version of faultline; absent in journals from before it was said. */
    faultline: z.string().exactOptional(),
    /** Runs whose events of cells are copied into this journal, each line with its own run: the one that this goes on with, or the shards. */
    copiedFrom: texts.exactOptional(),
    /** Journals of the shards that it is merged from, which lie beside it and have its cells. */
    shards: z.array(mergedShard).readonly().exactOptional(),
    /** The part of a plan that this run has; absent where it has a whole one. */
    shard: shardSchema.exactOptional(),
  }),
  z.object({
    ...stamp,
    ...type("run.toolchain"),
    components: z.array(componentSchema).readonly(),
    standIns: texts,
  }),
  /** What the other shards of the plan have: nearly all of a large one, and only asked for where a shard is missing. */
  z.object({ ...stamp, ...type("run.elsewhere"), cells: z.array(elsewhereSchema).readonly() }),
  z.object({
    ...stamp,
    ...type("run.planned"),
    cells: z.array(cellSchema).readonly(),
    notRun: z
      .array(
        z.object({
          cell: cellSchema,
          reason: z.string(),
          /** In a merged run: its shard is missing, or was over before its turn. A run that goes on with this one runs it. */
          missing: z.literal(true).exactOptional(),
        }),
      )
      .readonly(),
    /** What the other shards have; before version 8. */
    elsewhere: z.array(elsewhereSchema).readonly().exactOptional(),
    /** Cells of the full profile that were not planned; absent where there are none, and in journals of before. */
    leftOut: z.array(leftOutSchema).readonly().exactOptional(),
    /** Of what is to be run now; absent in journals of before. */
    estimate: estimateSchema.exactOptional(),
  }),
  z.object({
    ...stamp,
    ...type("run.ended"),
    outcome: runOutcomeSchema,
    message: z.string().exactOptional(),
    cost: costSchema.exactOptional(),
  }),
  /** The whole machine, everything else on it included, every ten seconds of a run. */
  z.object({
    ...stamp,
    ...type("machine"),
    /** Load average of the last minute. */
    load: z.number(),
    /** Memory in use, MB. */
    usedMb: z.int(),
    /** Milliseconds of CPU time; absent before version 6. */
    cpu: z
      .object({
        /** Of everything since the run began, of the command's own process, and of the container engines. */
        allMs: z.number(),
        commandMs: z.number(),
        engineMs: z.number(),
        /** Of each container since it began, by the name of its node. */
        containersMs: z.record(z.string(), z.number()),
      })
      .exactOptional(),
  }),
  z.object({
    ...ofCell,
    ...type("cell.started"),
    /** Its cluster, as its nodes' names begin; absent before version 6. */
    cluster: z.string().exactOptional(),
    /** The cell that its cluster has served before. */
    after: z.string().exactOptional(),
    /** What a control is watched longer than: as planned, or as this run had seen until then. */
    slowestHealing: healingSchema.nullable().exactOptional(),
  }),
  z.object({ ...ofPhase, ...type("phase.started") }),
  z.object({
    ...ofPhase,
    ...type("phase.ended"),
    outcome: phaseOutcomeSchema,
    message: z.string().exactOptional(),
  }),
  /** CPU milliseconds of a phase by program: its worker's own, and those of what the worker started. */
  z.object({ ...ofPhase, ...type("cost"), cpuMs: z.record(z.string(), z.number()) }),
  z.object({
    ...ofPhase,
    ...type("diff"),
    /** What a preview announced or an update did. */
    by: z.enum(["preview", "update"]),
    changes: z.array(resourceChange).readonly(),
  }),
  /** For how long a control is watched, milliseconds from the end of its change. */
  z.object({ ...ofPhase, ...type("watch"), ms: z.number() }),
  z.object({ ...ofPhase, ...type("act"), command: z.string(), exit: z.int(), text: z.string() }),
  z.object({ ...ofPhase, ...type("sample"), sample: sampleSchema }),
  z.object({ ...ofPhase, ...type("nodes"), ready: texts }),
  /** What `faultline diagnose` said of the cluster, which knew nothing of the cell but what its user would have to say (--as, --for); of runs with --diagnose. */
  z.object({
    ...ofPhase,
    ...type("diagnosis"),
    verdict: z.enum(["healthy", "known", "unknown", "cannot tell"]),
    reason: z.string(),
    /** Codes, the most telling first, each with those that cannot be told from it. */
    findings: z.array(z.object({ code: z.string(), alike: texts })).readonly(),
    ms: z.number(),
    requests: z.int(),
  }),
  /** What the cluster of a cell that was not as expected said before it went. */
  z.object({ ...ofCell, ...type("evidence"), command: z.string(), exit: z.int(), text: z.string() }),
  z.object({
    ...ofCell,
    ...type("cell.ended"),
    ...judgement,
    /** The run was being stopped when it ended: the attempt says nothing of the cell. */
    interrupted: z.literal(true).exactOptional(),
  }),
]);
