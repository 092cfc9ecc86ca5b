import type { Context } from "./context.ts";
import { docker } from "./docker.ts";

/** A container of a kind cluster. */
export interface NodeContainer {
  readonly name: string;
  readonly role: "control-plane" | "worker" | "external-load-balancer";
  readonly running: boolean;
}

/** Every container of a kind cluster, running or not, control planes first and each role in kind's order. */
export async function containersOf(
  context: Context,
  cluster: string,
  signal?: AbortSignal,
): Promise<NodeContainer[]> {
  const format = '{{.Names}}\t{{.Label "io.x-k8s.kind.role"}}\t{{.State}}';
  const filter = `label=io.x-k8s.kind.cluster=${cluster}`;
  const listed = await docker(
    context,
    ["ps", "-a", "--filter", filter, "--format", format],
    signal ? { signal } : {},
  );
  return listed
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [name = "", role = "", state = ""] = line.split("\t");
      return { name, role: role as NodeContainer["role"], running: state === "running" };
    })
    .sort((a, b) => a.role.localeCompare(b.role) || ordinal(a.name) - ordinal(b.name));
}

/** The containers that are Kubernetes nodes: all but the load balancer. */
export async function nodesOf(
  context: Context,
  cluster: string,
  signal?: AbortSignal,
): Promise<NodeContainer[]> {
  return (await containersOf(context, cluster, signal)).filter(
    (each) => each.role !== "external-load-balancer",
  );
}

/** Names of a cluster's Kubernetes nodes, control planes first. */
export const namesOf = async (context: Context, cluster: string): Promise<string[]> =>
  (await nodesOf(context, cluster)).map((node) => node.name);

/** kind numbers from the second node of a role on: control-plane, control-plane2 … */
const ordinal = (name: string): number => Number(/(\d+)$/.exec(name.replace(/^.*-/, ""))?.[1] ?? 1);

/** The name kind gives the nth node (from 1) of a role. */
export const nodeName = (cluster: string, role: "control-plane" | "worker", nth: number): string =>
  `${cluster}-${role}${nth === 1 ? "" : nth}`;
