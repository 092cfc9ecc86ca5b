import { join } from "node:path";
import type { Thing } from "../../../base/ledger/entry.ts";
import { type Context, closeEntries, withScratch } from "../context.ts";
import { outputOf, removeNodes, tryDocker } from "../docker.ts";
import { containersOf } from "../nodes.ts";

/** `kind delete cluster`, then a look by label and by volume name; the ledger entry closes only once nothing is left. */
export async function deleteKindCluster(context: Context, name: string): Promise<void> {
  await removeNodes(context, name, containersOf, async (volumes) => {
    // kind wants to take the cluster out of a kubeconfig; ours never was in a file that lasts.
    await withScratch(context, `${name}-delete`, async (scratch) => {
      const args = ["delete", "cluster", "--name", name];
      args.push("--kubeconfig", join(scratch, "kubeconfig"));
      const deleted = await context.exec("kind", args, { env: { DOCKER_HOST: context.dockerHost } });
      outputOf(deleted, `kind could not delete cluster ${name}`, "Try `faultline prune`.");
    });
    // kind makes an anonymous one for each node's /var.
    if (volumes.length === 0) return;
    const removed = await tryDocker(context, ["volume", "rm", "--force", ...volumes]);
    outputOf(removed, "volumes of the nodes are still in use", "Try `faultline prune`.");
  });
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
