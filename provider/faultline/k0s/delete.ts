import { type Context, closeEntries, containersAndVolumes } from "../context.ts";
import { docker, RemovalIncomplete } from "../docker.ts";
import { CLUSTER_LABEL } from "./inputs.ts";

/** Containers with their anonymous volumes, then the named ones; the ledger entries close only once nothing is left. */
export async function deleteK0sCluster(context: Context, cluster: string): Promise<void> {
  const containers = await containersOf(context, cluster);
  if (containers.length > 0) await docker(context, ["rm", "-f", "-v", ...containers]);
  const volumes = await volumesOf(context, cluster);
  if (volumes.length > 0) await docker(context, ["volume", "rm", ...volumes]);
  const left = [...(await containersOf(context, cluster)), ...(await volumesOf(context, cluster))];
  if (left.length > 0)
    throw new RemovalIncomplete(
      `Of cluster ${cluster} there is still: ${left.join(", ")}. Try \`faultline prune\`.`,
    );
  await closeEntries(context, containersAndVolumes(`${cluster}-`, /^(control-plane|worker\d*|data|cni)$/));
}

/** Names of a cluster's containers that exist, or only of those that run. */
export function containersOf(context: Context, cluster: string, running = false): Promise<string[]> {
  const all = running ? [] : ["-a"];
  return listed(context, ["ps", ...all, "--filter", labelOf(cluster), "--format", "{{.Names}}"]);
}

const volumesOf = (context: Context, cluster: string): Promise<string[]> =>
  listed(context, ["volume", "ls", "--filter", labelOf(cluster), "--format", "{{.Name}}"]);

const labelOf = (cluster: string): string => `label=${CLUSTER_LABEL}=${cluster}`;

async function listed(context: Context, args: readonly string[]): Promise<string[]> {
  return (await docker(context, args)).split("\n").filter(Boolean).sort();
}
