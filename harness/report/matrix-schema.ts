import { z } from "zod";

const outcome = z.enum(["heals", "no effect", "refused", "hides"]);
const verdict = z.enum(["pass", "fail", "flaky", "error", "not run"]);
const instant = z.iso.datetime();
const milliseconds = z.int().nonnegative().nullable();

const component = z.object({
  component: z.string(),
  version: z.string(),
  origin: z
    .enum(["release", "source", "host"])
    .describe("upstream's artefact, built from source, or the host's own"),
  identity: z.string().describe("content digest, or the host tool's own version line"),
});

const phase = z.object({
  name: z.enum(["stand", "baseline", "fault", "symptom", "fix", "recovery", "destroy"]),
  startedAt: instant,
  endedAt: instant.nullable().describe("null: the run was cut in this phase"),
  outcome: z.enum(["ok", "failed", "interrupted"]),
  message: z.string().optional(),
});

const text = z.object({
  observable: z.string(),
  vantage: z.string(),
  text: z.string(),
  firstMs: z.int().describe("milliseconds from the fault to the first time"),
  count: z.int(),
});

const cell = z.object({
  id: z.string().describe("<scenario>/<distribution>-<version>/<fix>"),
  scenario: z.string(),
  mode: z.string().optional().describe("number in the catalog of failure modes"),
  title: z.string().optional(),
  threads: z.array(z.string()).describe('"owner/repo#n"'),
  platform: z.object({
    distribution: z.string(),
    version: z.string(),
    kubernetes: z.string().exactOptional().describe("of the nodes, where `version` is not that"),
  }),
  fidelity: z.enum(["reported", "same mechanism"]),
  fix: z.string(),
  claim: outcome.describe("what upstream says the fix does"),
  expected: outcome.describe("what faultline expects it to do"),
  observed: outcome.nullable().describe("what it was seen to do"),
  verdict,
  evidence: z.literal("live"),
  reason: z.string().optional(),
  phases: z.array(phase).describe("of the last attempt"),
  timeToSymptomMs: milliseconds.describe("start of the fault's change to the first sight of the signature"),
  timeToRecoveryMs: milliseconds.describe(
    "start of the fix's change to the first good look of the sustained recovery",
  ),
  attempts: z.int().nonnegative(),
  versions: z.record(z.string(), z.string()),
  symptom: z.array(z.object({ signature: z.string(), where: z.string(), text: z.string() })),
  textsSeen: z.array(text),
  changes: z
    .object({ fault: z.array(z.string()), fix: z.array(z.string()) })
    .describe("Pulumi's preview, a line each"),
});

/** `matrix.json`: the versioned result contract. Fields are added, never renamed. */
export const matrixSchema = z
  .object({
    schema: z.literal("faultline/matrix@1"),
    run: z.object({
      id: z.string(),
      startedAt: instant,
      endedAt: instant.nullable(),
      outcome: z.enum(["complete", "interrupted", "failed", "cut"]).describe('"cut": the journal has no end'),
      message: z.string().optional(),
      argv: z.array(z.string()),
      host: z
        .object({
          os: z.string(),
          kernel: z.string(),
          cpus: z.int(),
          memoryMb: z.int(),
          cgroup: z.enum(["v1", "v2"]),
          engine: z.string(),
        })
        .nullable(),
      standIns: z.array(z.string()),
      toolchain: z.array(component),
      cost: z
        .object({ cpuMs: z.number(), peakMemoryMb: z.number() })
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

export type Matrix = z.infer<typeof matrixSchema>;
export type MatrixCell = Matrix["cells"][number];

/** The published form of the contract: docs/schema/matrix@1.json. Open to added fields, as readers must be. */
export function matrixJsonSchema(): object {
  return z.toJSONSchema(matrixSchema, { io: "input" });
}
