import { volumesOf } from "../containers.ts";
import type { Context } from "../context.ts";
import { tryDocker } from "../docker.ts";
import { NodeCommandFailed, RemovalIncomplete } from "../errors.ts";
import { closeEntries, containersAndVolumes } from "../ledger-entries.ts";
import { containersOf, imageVolumeOf, isPartOf, k3d } from "./k3d.ts";

/** `k3d cluster delete`, then a look by label and by volume name; the ledger entries close only once nothing is left. */
export async function deleteK3dCluster(context: Context, cluster: string): Promise<void> {
  const before = (await containersOf(context, cluster)).map(({ name }) => name);
  if (before.length > 0) {
    const volumes = await volumesOf(context, before);
    const deleted = await k3d(context, cluster, ["cluster", "delete", cluster]);
    if (deleted.exitCode !== 0)
      throw new NodeCommandFailed(
        `k3d could not delete cluster ${cluster}`,
        deleted,
        "Try `faultline prune`.",
      );
    // k3d removes what it named itself; the image's own volumes are the nodes' data.
    await tryDocker(context, ["volume", "rm", "--force", ...volumes]);
    const left = (await containersOf(context, cluster)).map(({ name }) => name);
    if (left.length > 0)
      throw new RemovalIncomplete(
        `Containers of cluster ${cluster} are still there. Remove them: docker rm -f -v ${left.join(" ")}`,
      );
  }
  await tryDocker(context, ["volume", "rm", "--force", imageVolumeOf(cluster)]);
  await closeEntries(
    context,
    containersAndVolumes((name) => isPartOf(cluster, name)),
  );
}
