import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";
import { realise } from "../../stacks/index.ts";
import type { StandSpec } from "../../stacks/spec.ts";
import { resourceChange, resourceChanges } from "./changes.ts";
import { failureText } from "./diagnostics.ts";
import {
  StandDestroyFailed,
  StandInterrupted,
  StandNotOpened,
  StandPreviewFailed,
  StandUpdateFailed,
} from "./errors.ts";
import { leanStack } from "./lean-stack.ts";
import { passphraseFile } from "./passphrase.ts";
import { pulumiEnv } from "./pulumi-env.ts";
import { PROJECT } from "./stack-exists.ts";
import { removeStaleLocks } from "./stale-locks.ts";
import type { Stand, StandOperation, StandOptions, StandUp } from "./stand.ts";

type Failure = typeof StandUpdateFailed | typeof StandPreviewFailed | typeof StandDestroyFailed;
type Reach = Omit<StandUp, "changes" | "kubeconfig"> & { readonly kubeconfig: string };

/**
 * Makes the stack, or takes up the one that is there. Nothing of the stand itself exists until the first `up`.
 * @throws StandNotOpened when the CLI is missing, too old, or refuses.
 */
export async function openStand(options: StandOptions): Promise<Stand> {
  const backend = options.backend ?? join(options.pulumiHome, "backend");
  const kubeconfig = join(options.workDir, "kubeconfig");
  const stack = await opened(options, backend);
  const program = (spec: StandSpec, onReach: (reach: Reach) => void) => async () => {
    const { name, cluster = name, nodeImage, env } = options;
    const outputs = realise(spec, {
      name: cluster,
      nodeImage: (version) => nodeImage ?? `kindest/node:v${version}`,
      labels: { "faultline.run": env.FAULTLINE_RUN ?? name },
    });
    pulumi.all([outputs.kubeconfig, outputs.servers, outputs.nodes]).apply(([config, servers, nodes]) => {
      onReach({ kubeconfig: config, servers, nodes });
    });
    return { ...outputs };
  };
  return {
    preview: (spec, operation) =>
      observed(operation, StandPreviewFailed, (common) =>
        stack.preview({ program: program(spec, () => {}), ...common }),
      ),
    async up(spec, operation) {
      let reach: Reach | undefined;
      const changes = await observed(operation, StandUpdateFailed, (common) =>
        stack.up({ program: program(spec, (seen) => (reach = seen)), ...common }),
      );
      if (!reach) throw new StandUpdateFailed(`${options.name}: the update gave no kubeconfig; run it again`);
      await writeFile(kubeconfig, reach.kubeconfig, { mode: 0o600 });
      return { changes, kubeconfig, servers: reach.servers, nodes: reach.nodes };
    },
    refresh: (operation) => observed(operation, StandUpdateFailed, (common) => stack.refresh(common)),
    async destroy(operation) {
      await observed(operation, StandDestroyFailed, (common) => stack.destroy(common));
      await rm(kubeconfig, { force: true });
    },
  };
}

async function opened(options: StandOptions, backend: string): Promise<Stack> {
  const { name, workDir, pulumiHome, env } = options;
  try {
    await mkdir(backend, { recursive: true, mode: 0o700 });
    await removeStaleLocks(backend, PROJECT, name);
    const ours = pulumiEnv({ backend, pulumiHome, passphraseFile: await passphraseFile(backend) });
    const theirs = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return await leanStack({
      name,
      workDir,
      backend,
      pulumi: options.pulumi,
      env: { ...Object.fromEntries(theirs), ...ours },
    });
  } catch (error) {
    const text = failureText([], error);
    throw new StandNotOpened(`stand ${name} cannot be opened with ${options.pulumi}: ${text}`, {
      cause: error,
    });
  }
}

/** Runs one operation, gathers what the engine reports and turns its failure into ours. */
async function observed(
  { signal, onChange }: StandOperation = {},
  failure: Failure,
  run: (common: { onEvent: (event: EngineEvent) => void; signal?: AbortSignal }) => Promise<unknown>,
) {
  if (signal?.aborted)
    throw new StandInterrupted("not started: the run was interrupted", { cause: signal.reason });
  const events: EngineEvent[] = [];
  const onEvent = (event: EngineEvent) => {
    events.push(event);
    const change = onChange && resourceChange(event);
    if (change) onChange(change);
  };
  try {
    await run({ onEvent, ...(signal && { signal }) });
  } catch (error) {
    const text = failureText(events, error);
    if (signal?.aborted) throw new StandInterrupted(`interrupted: ${text}`, { cause: error });
    throw new failure(text, { cause: error });
  }
  return resourceChanges(events);
}
