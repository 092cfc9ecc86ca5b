import { join } from "node:path";
import type { Thing } from "../../../base/ledger/entry.ts";
import { volumesOf } from "../containers.ts";
import type { Context } from "../context.ts";
import { tryDocker } from "../docker.ts";
import { NodeCommandFailed, RemovalIncomplete } from "../errors.ts";
import { closeEntries } from "../ledger-entries.ts";
import { containersOf } from "../nodes.ts";
import { withScratch } from "../scratch.ts";

/** `kind delete cluster`, then a look by label and by volume name; the ledger entry closes only once nothing is left. */
export async function deleteKindCluster(context: Context, name: string): Promise<void> {
  const before = await containersOf(context, name);
  if (before.length > 0) {
    // kind makes an anonymous one for each node's /var.
    const volumes = await volumesOf(
      context,
      before.map((each) => each.name),
    );
    await kindDelete(context, name);
    await removeVolumes(context, volumes);
    const left = await containersOf(context, name);
    if (left.length > 0) {
      const names = left.map((each) => each.name).join(" ");
      throw new RemovalIncomplete(
        `Containers of cluster ${name} are still there. Remove them: docker rm -f -v ${names}`,
      );
    }
  }
  await closeLedger(context, name);
}

/** Closes every entry of a cluster of which nothing is left. */
export function closeLedger(context: Context, name: string): Promise<void> {
  return closeEntries(context, isCluster(name));
}

/** Whether an entry of the ledger is a kind cluster of this name. */
export const isCluster =
  (name: string) =>
  (thing: Thing): boolean =>
    thing.kind === "kind-cluster" && thing.name === name;

async function kindDelete(context: Context, name: string): Promise<void> {
  // kind wants to take the cluster out of a kubeconfig; ours never was in a file that lasts.
  await withScratch(context, `${name}-delete`, async (scratch) => {
    const args = [
      "delete",
      "cluster",
      "--name",
      name,
      "--kubeconfig",
      join(scratch, "kubeconfig"),
      "--quiet",
    ];
    const deleted = await context.exec("kind", args, { env: { DOCKER_HOST: context.dockerHost } });
    if (deleted.exitCode !== 0)
      throw new NodeCommandFailed(`kind could not delete cluster ${name}`, deleted, "Try `faultline prune`.");
  });
}

async function removeVolumes(context: Context, volumes: readonly string[]): Promise<void> {
  if (volumes.length === 0) return;
  const removed = await tryDocker(context, ["volume", "rm", "--force", ...volumes]);
  if (removed.exitCode !== 0)
    throw new NodeCommandFailed("volumes of the nodes are still in use", removed, "Try `faultline prune`.");
}
