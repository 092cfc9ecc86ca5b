import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { kindFor } from "../../../toolchain/versions.ts";
import type { CreateCall } from "../../protocol/plugin.ts";
import { type Context, openEntries, withScratch } from "../context.ts";
import { NodeCommandFailed, outputOf } from "../docker.ts";
import { type KindInputs, kindConfig } from "./config.ts";
import { deleteKindCluster, isCluster } from "./delete.ts";

/** kind's own limits add up to about this much; only a hung engine takes longer. */
const DEFAULT_TIMEOUT_SECONDS = 600;

/** Ledger entry first, then `kind create cluster`; returns the kubeconfig. What a failure half made is removed again. */
export async function createKindCluster(
  context: Context,
  inputs: KindInputs,
  { timeoutSeconds, signal }: Pick<CreateCall, "timeoutSeconds" | "signal">,
): Promise<string> {
  const { name, network } = inputs;
  const { dockerHost } = context;
  await removeRemains(context, name);
  const ledger = await context.ledger();
  const entry = await ledger.record({ kind: "kind-cluster", name, dockerHost });
  try {
    return await withScratch(context, `${name}-create`, async (scratch) => {
      const kubeconfig = join(scratch, "kubeconfig");
      const args = ["create", "cluster", "--name", name, "--config", "-"];
      // Not --quiet, with which kind keeps its errors to itself as well.
      args.push("--kubeconfig", kubeconfig);
      const made = await context.exec(kindFor(inputs.kubernetesVersion), args, {
        input: kindConfig(inputs),
        env: { DOCKER_HOST: dockerHost, KIND_EXPERIMENTAL_DOCKER_NETWORK: network },
        timeoutMs: (timeoutSeconds || DEFAULT_TIMEOUT_SECONDS) * 1000,
        signal,
      });
      signal.throwIfAborted();
      outputOf(made, `kind could not create cluster ${name}`, remedyFor(made.stderr));
      return readFile(kubeconfig, "utf8");
    });
  } catch (error) {
    // Another cluster of this name is not ours to remove.
    const isOurs = !(error instanceof NodeCommandFailed && ALREADY_THERE.test(error.message));
    if (isOurs) await deleteKindCluster(context, name);
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
  if (/ENOENT/.test(stderr))
    return "Kubernetes 1.36 and later wants a kind of its own on PATH: `faultline toolchain build kind-0.33.0`.";
  return "`faultline doctor` checks what clusters need on this machine.";
}
