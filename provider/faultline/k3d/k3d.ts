import { join } from "node:path";
import type { ExecOptions, ExecResult } from "../../../base/exec.ts";
import { containersWith, type LabelledContainer } from "../containers.ts";
import type { Context } from "../context.ts";
import { withScratch } from "../scratch.ts";

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
export async function containersOf(context: Context, cluster: string): Promise<LabelledContainer[]> {
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

/** Whether a container or volume of this name is one of a cluster's, and not of a cluster whose name begins alike. */
export const isPartOf = (cluster: string, name: string): boolean =>
  name.startsWith(`k3d-${cluster}-`) &&
  /^((server|agent)-\d+|tools|images)$/.test(name.slice(`k3d-${cluster}-`.length));
