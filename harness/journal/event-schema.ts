import { z } from "zod";
import { JOURNAL_VERSION, type JournalEvent } from "./events.ts";
import { sampleSchema } from "./sample-schema.ts";

const outcome = z.enum(["heals", "no effect", "refused", "hides"]);
const verdict = z.enum(["pass", "fail", "flaky", "error", "not run"]);
const phase = z.enum(["stand", "baseline", "fault", "symptom", "fix", "recovery", "destroy"]);
const texts = z.array(z.string()).readonly();

const cell = z.object({
  id: z.string(),
  scenario: z.string(),
  threads: texts,
  platform: z.object({
    distribution: z.string(),
    version: z.string(),
    kubernetes: z.string().exactOptional(),
  }),
  fidelity: z.enum(["reported", "same mechanism"]),
  fix: z.string(),
  claim: outcome,
  expected: outcome,
  stand: z.string(),
  weight: z.number().exactOptional(),
  changesNodes: z.literal(true).exactOptional(),
  estimateSeconds: z.number(),
});

const host = z.object({
  os: z.string(),
  kernel: z.string(),
  cpus: z.number(),
  memoryMb: z.number(),
  cgroup: z.enum(["v1", "v2"]),
  engine: z.string(),
});

const component = z.object({
  component: z.string(),
  version: z.string(),
  origin: z.enum(["release", "source", "host"]),
  identity: z.string(),
});

const propertyChange = z.object({
  path: z.string(),
  kind: z.enum(["add", "delete", "update"]),
  before: z.unknown().exactOptional(),
  after: z.unknown().exactOptional(),
});

const resourceChange = z.object({
  urn: z.string(),
  resource: z.string(),
  name: z.string(),
  op: z.enum(["create", "update", "delete", "replace"]),
  paths: z.array(propertyChange).readonly(),
});

const stamp = { v: z.literal(JOURNAL_VERSION), at: z.iso.datetime(), run: z.string() };
const ofCell = { ...stamp, cell: z.string(), attempt: z.int().positive() };
const type = <T extends string>(name: T) => ({ type: z.literal(name) });

/** Every line of a journal, checked as it is read. Unknown properties of a later minor version are dropped. */
export const journalEventSchema = z.discriminatedUnion("type", [
  z.object({ ...stamp, ...type("run.started"), host, argv: texts }),
  z.object({
    ...stamp,
    ...type("run.toolchain"),
    components: z.array(component).readonly(),
    standIns: texts,
  }),
  z.object({
    ...stamp,
    ...type("run.planned"),
    cells: z.array(cell).readonly(),
    notRun: z.array(z.object({ cell, reason: z.string() })).readonly(),
  }),
  z.object({
    ...stamp,
    ...type("run.ended"),
    outcome: z.enum(["complete", "interrupted", "failed"]),
    message: z.string().exactOptional(),
    cost: z.object({ cpuMs: z.number(), peakMemoryMb: z.number() }).exactOptional(),
  }),
  z.object({ ...ofCell, ...type("cell.started") }),
  z.object({ ...ofCell, ...type("phase.started"), phase }),
  z.object({
    ...ofCell,
    ...type("phase.ended"),
    phase,
    outcome: z.enum(["ok", "failed", "interrupted"]),
    message: z.string().exactOptional(),
  }),
  z.object({ ...ofCell, ...type("diff"), phase, changes: z.array(resourceChange).readonly() }),
  z.object({ ...ofCell, ...type("act"), phase, command: z.string(), exit: z.int(), text: z.string() }),
  z.object({ ...ofCell, ...type("sample"), phase, sample: sampleSchema }),
  z.object({ ...ofCell, ...type("nodes"), phase, ready: texts }),
  z.object({
    ...ofCell,
    ...type("cell.ended"),
    verdict,
    observed: outcome.nullable(),
    reason: z.string().exactOptional(),
  }),
]) satisfies z.ZodType<JournalEvent>;
