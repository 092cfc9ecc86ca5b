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

  /** `told`: an update tells its steps beforehand, a refresh what came of them. */
  const stepsOf = async (
    told: "before" | "after",
    run: (onEvent: (event: EngineEvent) => void) => Promise<unknown>,
  ) => {
    const seen: Step[] = [];
    await run(({ resourcePreEvent, resOutputsEvent }) => {
      const metadata = (told === "before" ? resourcePreEvent : resOutputsEvent)?.metadata;
      if (!metadata || ["same", "refresh"].includes(metadata.op) || metadata.type.startsWith("pulumi:"))
        return;
      seen.push({ op: metadata.op, type: metadata.type, paths: Object.keys(metadata.detailedDiff ?? {}) });
    });
    return seen;
  };
  return {
    stateFolder,
    preview: () => stepsOf("before", (onEvent) => stack.preview({ onEvent })),
    async up() {
      let outputs: Record<string, unknown> = {};
      const steps = await stepsOf("before", async (onEvent) => {
        const done = await stack.up({ onEvent });
        outputs = Object.fromEntries(
          Object.entries(done.outputs).map(([key, output]) => [key, output.value]),
        );
      });
      return { steps, outputs };
    },
    refresh: () => stepsOf("after", (onEvent) => stack.refresh({ onEvent })),
    destroy: () => stepsOf("before", (onEvent) => stack.destroy({ onEvent })),
  };
}
