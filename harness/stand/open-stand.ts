import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { writeWhole } from "../../base/write-whole.ts";
import { passphraseFile, removeStaleLocks } from "./backend.ts";
import { driftedResources, resourceChanges } from "./changes.ts";
import { StandDestroyFailed, StandNotOpened, StandPreviewFailed, StandUpdateFailed } from "./errors.ts";
import { leanStack } from "./lean-stack.ts";
import { engineEvents, failureText } from "./operation.ts";
import { type Reach, standProgram } from "./program.ts";
import { pulumiEnv } from "./pulumi-env.ts";
import type { Stand, StandOptions } from "./stand.ts";

/**
 * Makes the stack, or takes up the one that is there. Nothing of the stand itself exists until the first `up`.
 * @throws StandNotOpened when the CLI is missing, too old, or refuses.
 */
export async function openStand(options: StandOptions): Promise<Stand> {
  const stack = await opened(options);
  const kubeconfig = join(options.workDir, "kubeconfig");
  const hostKubeconfig = join(options.workDir, "host-kubeconfig");
  return {
    async preview(spec, operation) {
      const program = standProgram(options, spec, () => {});
      const events = await engineEvents(operation, StandPreviewFailed, (watching) =>
        stack.preview({ program, ...watching }),
      );
      return resourceChanges(events);
    },
    async up(spec, operation) {
      let reach: Reach | undefined;
      const program = standProgram(options, spec, (seen) => {
        reach = seen;
      });
      const events = await engineEvents(operation, StandUpdateFailed, (watching) =>
        stack.up({ program, ...watching }),
      );
      if (!reach) throw new StandUpdateFailed(`${options.name}: the update gave no kubeconfig; run it again`);
      const { servers, nodes, host } = reach;
      // Whole: pollers start kubectl with it all the while, and half a file sends them to localhost:8080.
      await writeWhole(kubeconfig, reach.kubeconfig, 0o600);
      if (host) await writeWhole(hostKubeconfig, host.kubeconfig, 0o600);
      const ofHost = host && { host: { kubeconfig: hostKubeconfig } };
      return { changes: resourceChanges(events), kubeconfig, ...ofHost, servers, nodes };
    },
    async refresh(operation) {
      const events = await engineEvents(operation, StandUpdateFailed, (watching) => stack.refresh(watching));
      return driftedResources(events);
    },
    async destroy(operation) {
      await engineEvents(operation, StandDestroyFailed, (watching) => stack.destroy(watching));
      for (const file of [kubeconfig, hostKubeconfig]) await rm(file, { force: true });
    },
  };
}

async function opened(options: StandOptions): Promise<Stack> {
  const { name, pulumiHome, pulumi } = options;
  const backend = options.backend ?? join(pulumiHome, "backend");
  try {
    await mkdir(backend, { recursive: true, mode: 0o700 });
    await removeStaleLocks(backend, name);
    const ours = pulumiEnv({ backend, pulumiHome, passphraseFile: await passphraseFile(backend) });
    const theirs = Object.entries(options.env).filter((entry) => entry[1] !== undefined);
    const env = { ...(Object.fromEntries(theirs) as Record<string, string>), ...ours };
    return await leanStack({ ...options, backend, env });
  } catch (error) {
    const text = failureText([], error);
    throw new StandNotOpened(`stand ${name} cannot be opened with ${pulumi}: ${text}`, { cause: error });
  }
}
