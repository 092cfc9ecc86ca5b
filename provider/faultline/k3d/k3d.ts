import { join } from "node:path";
import { z } from "zod";
import type { ExecOptions, ExecResult } from "../../../base/exec.ts";
import { type Context, closeEntries, containersAndVolumes, withScratch } from "../context.ts";
import { containersWith, type LabelledContainer, outputOf, removeNodes, tryDocker } from "../docker.ts";

/** k3d's limit (pkg/types/defaults.go, DefaultClusterNameMaxLength). */
const NAME_MAX = 32;

export const K3dInputs = z.object({
  name: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "wants lower case letters, digits and dashes")
    .max(NAME_MAX),
  image: z.string().min(1),
  kubernetesVersion: z.string().regex(/^\d+\.\d+\.\d+/, 'wants a version without the v, e.g. "1.31.6"'),
  serverCount: z.number().int().min(1),
  agents: z.number().int().min(0),
  network: z.string().min(1),
  /** Of the pods on the nodes: imported from the engine where the nodes lack them. */
  images: z.array(z.string()),
  /** `k3s server` arguments, e.g. "--disable=traefik". */
  serverArgs: z.array(z.string().startsWith("--")),
  labels: z.record(z.string(), z.string()),
});

export type K3dInputs = z.infer<typeof K3dInputs>;

/** Runs the k3d CLI, with a home of its own: it reads and writes the user's kubeconfig otherwise, whatever its flags say. */
export function k3d(
  context: Context,
  cluster: string,
  args: readonly string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  return withScratch(context, `${cluster}-k3d-${args[1] ?? ""}`, (home) =>
    context.exec("k3d", args, {
      ...options,
      env: {
        DOCKER_HOST: context.dockerHost,
        HOME: home,
        XDG_CONFIG_HOME: home,
        KUBECONFIG: join(home, "config"),
      },
    }),
  );
}

/** Containers of a cluster by name: the nodes k3d labels with a role, and its tools container. */
async function containersOf(context: Context, cluster: string): Promise<LabelledContainer[]> {
  const all = await containersWith(context, `k3d.cluster=${cluster}`, "k3d.role");
  return all.sort((a, b) => a.name.localeCompare(b.name));
}

/** Containers that are Kubernetes nodes, servers first. */
export async function nodesOf(context: Context, cluster: string) {
  const all = await containersOf(context, cluster);
  return ["server", "agent"].flatMap((role) => all.filter((each) => each.role === role));
}

/** The volume through which k3d hands images to nodes. */
export const imageVolumeOf = (cluster: string): string => `k3d-${cluster}-images`;

/** Every container k3d makes for a cluster without a load balancer, before it does. */
export function containerNames(cluster: string, servers: number, agents: number): string[] {
  const named = (role: string, count: number) =>
    Array.from({ length: count }, (_, at) => `k3d-${cluster}-${role}-${at}`);
  return [...named("server", servers), ...named("agent", agents), `k3d-${cluster}-tools`];
}

/** `k3d cluster delete`, then a look by label and by volume name; the ledger entries close only once nothing is left. */
export async function deleteK3dCluster(context: Context, cluster: string): Promise<void> {
  await removeNodes(context, cluster, containersOf, async (volumes) => {
    const deleted = await k3d(context, cluster, ["cluster", "delete", cluster]);
    outputOf(deleted, `k3d could not delete cluster ${cluster}`, "Try `faultline prune`.");
    // k3d removes what it named itself; the image's own volumes are the nodes' data.
    await tryDocker(context, ["volume", "rm", "--force", ...volumes]);
  });
  await tryDocker(context, ["volume", "rm", "--force", imageVolumeOf(cluster)]);
  await closeEntries(context, containersAndVolumes(`k3d-${cluster}-`, /^((server|agent)-\d+|tools|images)$/));
}
