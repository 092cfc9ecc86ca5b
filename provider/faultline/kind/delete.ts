import { join } from "node:path";
import type { Thing } from "../../../base/ledger/entry.ts";
import { type Context, closeEntries, withScratch } from "../context.ts";
import { outputOf, RemovalIncomplete, tryDocker, volumesOf } from "../docker.ts";
import { containersOf } from "../nodes.ts";

/** `kind delete cluster`, then a look by label and by volume name; the ledger entry closes only once nothing is left. */
export async function deleteKindCluster(context: Context, name: string): Promise<void> {
  const there = async () => (await containersOf(context, name)).map((each) => each.name);
  const before = await there();
  if (before.length > 0) {
    // kind makes an anonymous one for each node's /var.
    const volumes = await volumesOf(context, before);
    await kindDelete(context, name);
    await removeVolumes(context, volumes);
    const left = await there();
    if (left.length > 0)
      throw new RemovalIncomplete(
        `Containers of cluster ${name} are still there. Remove them: docker rm -f -v ${left.join(" ")}`,
      );
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
    outputOf(deleted, `kind could not delete cluster ${name}`, "Try `faultline prune`.");
  });
}

async function removeVolumes(context: Context, volumes: readonly string[]): Promise<void> {
  if (volumes.length === 0) return;
  const removed = await tryDocker(context, ["volume", "rm", "--force", ...volumes]);
  outputOf(removed, "volumes of the nodes are still in use", "Try `faultline prune`.");
}
