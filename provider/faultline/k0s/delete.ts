import type { LedgerEntry } from "../../../harness/ledger/entry.ts";
import type { Context } from "../context.ts";
import { docker } from "../docker.ts";
import { RemovalIncomplete } from "../errors.ts";
import { CLUSTER_LABEL, isPartOf } from "./names.ts";

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
  await closeLedger(context, cluster);
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

/** Also of what was recorded and then never made. */
async function closeLedger(context: Context, cluster: string): Promise<void> {
  const ledger = await context.ledger();
  const isOurs = ({ state, thing }: LedgerEntry): boolean =>
    state === "open" &&
    (thing.kind === "container" || thing.kind === "volume") &&
    thing.dockerHost === context.dockerHost &&
    isPartOf(cluster, thing.name);
  for (const entry of await ledger.entries()) if (isOurs(entry)) await ledger.close(entry.id);
}
