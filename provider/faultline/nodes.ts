import { isUnknown, type Properties, UNKNOWN, type Value } from "../protocol/values.ts";
import type { Context } from "./context.ts";
import { containersWith, type LabelledContainer } from "./docker.ts";

/** A container of a kind cluster. */
export interface NodeContainer extends LabelledContainer {
  readonly role: "control-plane" | "worker" | "external-load-balancer";
}

/** Every container of a kind cluster, running or not, control planes first and each role in kind's order. */
export async function containersOf(context: Context, cluster: string): Promise<NodeContainer[]> {
  const all = await containersWith(context, `io.x-k8s.kind.cluster=${cluster}`, "io.x-k8s.kind.role");
  return all
    .map((each) => ({ ...each, role: each.role as NodeContainer["role"] }))
    .sort((a, b) => a.role.localeCompare(b.role) || ordinal(a.name) - ordinal(b.name));
}

/** The containers that are Kubernetes nodes: all but the load balancer. */
export const nodesOf = async (context: Context, cluster: string): Promise<NodeContainer[]> =>
  (await containersOf(context, cluster)).filter((each) => each.role !== "external-load-balancer");

/** Names of a cluster's Kubernetes nodes, control planes first. */
export const namesOf = async (context: Context, cluster: string): Promise<string[]> =>
  (await nodesOf(context, cluster)).map((node) => node.name);

/** kind numbers from the second node of a role on: control-plane, control-plane2 … */
const ordinal = (name: string): number => Number(/(\d+)$/.exec(name.replace(/^.*-/, ""))?.[1] ?? 1);

/** The names kind gives the nodes of a role. */
export const nodeNames = (cluster: string, role: "control-plane" | "worker", count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${cluster}-${role}${at === 0 ? "" : at + 1}`);

/** Outputs of a cluster in a preview: nodes' names may be known before the cluster is, what its tool decides is not. */
export function plannedCluster(name?: Value, servers?: Value, workers?: Value): Properties {
  const isKnown =
    typeof name === "string" &&
    !isUnknown(name) &&
    typeof servers === "number" &&
    typeof workers === "number";
  const nodes = isKnown
    ? [...nodeNames(name, "control-plane", servers), ...nodeNames(name, "worker", workers)]
    : UNKNOWN;
  return { kubeconfig: UNKNOWN, servers: UNKNOWN, nodes, version: UNKNOWN };
}
