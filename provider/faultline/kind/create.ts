import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../context.ts";
import { NodeCommandFailed } from "../errors.ts";
import { openEntries } from "../ledger-entries.ts";
import { withScratch } from "../scratch.ts";
import { kindConfig } from "./config.ts";
import { deleteKindCluster, isCluster } from "./delete.ts";
import type { KindInputs } from "./inputs.ts";

/** kind's own limits add up to about this much; only a hung engine takes longer. */
const DEFAULT_TIMEOUT_SECONDS = 600;

/** Ledger entry first, then `kind create cluster`; returns the kubeconfig. What a failure half made is removed again. */
export async function createKindCluster(
  context: Context,
  inputs: KindInputs,
  limits: { readonly timeoutSeconds: number; readonly signal: AbortSignal },
): Promise<string> {
  await removeRemains(context, inputs.name);
  const ledger = await context.ledger();
  const entry = await ledger.record({
    kind: "kind-cluster",
    name: inputs.name,
    dockerHost: context.dockerHost,
  });
  try {
    return await withScratch(context, `${inputs.name}-create`, async (scratch) => {
      const kubeconfig = join(scratch, "kubeconfig");
      const args = [
        "create",
        "cluster",
        "--name",
        inputs.name,
        "--config",
        "-",
        "--kubeconfig",
        kubeconfig,
        "--quiet",
      ];
      const made = await context.exec("kind", args, {
        input: kindConfig(inputs),
        env: { DOCKER_HOST: context.dockerHost, KIND_EXPERIMENTAL_DOCKER_NETWORK: inputs.network },
        timeoutMs: (limits.timeoutSeconds || DEFAULT_TIMEOUT_SECONDS) * 1000,
        signal: limits.signal,
      });
      limits.signal.throwIfAborted();
      if (made.exitCode === 0) return readFile(kubeconfig, "utf8");
      throw new NodeCommandFailed(
        `kind could not create cluster ${inputs.name}`,
        made,
        remedyFor(made.stderr),
      );
    });
  } catch (error) {
    // Another cluster of this name is not ours to remove.
    const isOurs = !(error instanceof NodeCommandFailed && ALREADY_THERE.test(error.message));
    if (isOurs) await deleteKindCluster(context, inputs.name);
    else await ledger.close(entry);
    throw error;
  }
}

/** Nodes this very run made and lost track of (one stopped, and a refresh gave the cluster up) are in the way of its new ones. */
async function removeRemains(context: Context, name: string): Promise<void> {
  const entries = await openEntries(context, isCluster(name));
  if (entries.some((entry) => entry.run === context.run)) await deleteKindCluster(context, name);
}

const ALREADY_THERE = /node\(s\) already exist for a cluster with the name/;

function remedyFor(stderr: string): string {
  if (ALREADY_THERE.test(stderr))
    return "Remove the other cluster of this name: `kind delete cluster --name …` or `faultline prune`.";
  if (/inotify|too many open files/.test(stderr))
    return "Raise fs.inotify.max_user_instances (`faultline doctor` says how).";
  if (/unable to find image|pull access denied|failed to pull image/i.test(stderr))
    return "The node image is missing: `faultline toolchain build`.";
  return "`faultline doctor` checks what clusters need on this machine.";
}
