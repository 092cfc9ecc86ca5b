import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import {
  type EngineEvent,
  LocalWorkspace,
  PulumiCommand,
  type PulumiFn,
} from "@pulumi/pulumi/automation/index.js";
import type { RunEnvironment } from "../../harness/run/environment.ts";

/** One resource's step in an operation, e.g. { op: "update", type: "kubernetes:apps/v1:Deployment", paths: ["spec.replicas"] }. */
export interface Step {
  readonly op: string;
  readonly type: string;
  readonly paths: readonly string[];
}

/** An inline program with real Pulumi and a PULUMI_HOME of its own. */
export interface ProgramStack {
  readonly stateFolder: string;
  preview(): Promise<readonly Step[]>;
  /** Rejects with what Pulumi printed. */
  up(): Promise<{ readonly steps: readonly Step[]; readonly outputs: Record<string, unknown> }>;
  refresh(): Promise<readonly Step[]>;
  destroy(): Promise<readonly Step[]>;
}

export async function programStack(options: {
  readonly name: string;
  readonly folder: string;
  readonly pulumiHome: string;
  readonly environment: RunEnvironment;
  readonly program: PulumiFn;
}): Promise<ProgramStack> {
  const { name, folder, environment, program, pulumiHome } = options;
  const stateFolder = join(folder, name, "state");
  const workDir = join(folder, name, "work");
  // The Automation API wants the CLI at <root>/bin/pulumi.
  const root = join(folder, name, "cli");
  for (const each of [stateFolder, workDir, join(root, "bin")]) mkdirSync(each, { recursive: true });
  symlinkSync(environment.toolchain.tools.pulumi, join(root, "bin", "pulumi"));
  const backend = { url: `file://${stateFolder}` };
  const inherited = Object.entries(environment.childEnv).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: name, projectName: "conformance", program },
    {
      workDir,
      pulumiHome,
      pulumiCommand: await PulumiCommand.get({ root, skipVersionCheck: true }),
      projectSettings: { name: "conformance", runtime: "nodejs", backend },
      envVars: {
        ...Object.fromEntries(inherited),
        PULUMI_CONFIG_PASSPHRASE: "conformance",
        PULUMI_BACKEND_URL: backend.url,
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      },
    },
  );

  const steps = async (run: (onEvent: (event: EngineEvent) => void) => Promise<unknown>) => {
    const seen: Step[] = [];
    const result = await run(({ resourcePreEvent, resOutputsEvent }) => {
      const metadata = resourcePreEvent?.metadata ?? resOutputsEvent?.metadata;
      // A refresh tells what it found only in the outcome of a step, everything else before it.
      if (!metadata || metadata.op === "same" || metadata.type.startsWith("pulumi:")) return;
      if ((metadata.op === "refresh") !== Boolean(resOutputsEvent) && resOutputsEvent) return;
      seen.push({ op: metadata.op, type: metadata.type, paths: Object.keys(metadata.detailedDiff ?? {}) });
    });
    return { seen, result };
  };
  return {
    stateFolder,
    preview: async () => (await steps((onEvent) => stack.preview({ onEvent }))).seen,
    async up() {
      let outputs: Record<string, unknown> = {};
      const { seen } = await steps(async (onEvent) => {
        const done = await stack.up({ onEvent });
        outputs = Object.fromEntries(
          Object.entries(done.outputs).map(([key, output]) => [key, output.value]),
        );
      });
      return { steps: seen, outputs };
    },
    refresh: async () => (await steps((onEvent) => stack.refresh({ onEvent }))).seen,
    destroy: async () => (await steps((onEvent) => stack.destroy({ onEvent }))).seen,
  };
}
