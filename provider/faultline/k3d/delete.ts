import type { LedgerEntry } from "../../../harness/ledger/entry.ts";
import type { Context } from "../context.ts";
import { docker, tryDocker } from "../docker.ts";
import { NodeCommandFailed, RemovalIncomplete } from "../errors.ts";
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
  await closeLedger(context, cluster);
}

/** Of containers, named and anonymous. */
async function volumesOf(context: Context, containers: readonly string[]): Promise<string[]> {
  const format = '{{range .Mounts}}{{if eq .Type "volume"}}{{.Name}} {{end}}{{end}}';
  const listed = await docker(context, ["inspect", "--format", format, ...containers]);
  return [...new Set(listed.split(/\s+/).filter(Boolean))];
}

async function closeLedger(context: Context, cluster: string): Promise<void> {
  const ledger = await context.ledger();
  const isOurs = ({ state, thing }: LedgerEntry): boolean =>
    state === "open" &&
    (thing.kind === "container" || thing.kind === "volume") &&
    thing.dockerHost === context.dockerHost &&
    isPartOf(cluster, thing.name);
  for (const entry of await ledger.entries()) if (isOurs(entry)) await ledger.close(entry.id);
}
