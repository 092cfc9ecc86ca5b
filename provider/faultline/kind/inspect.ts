import type { Context } from "../context.ts";
import { addressesOf, docker } from "../docker.ts";
import { containersOf } from "../nodes.ts";

export type Inspected = Awaited<ReturnType<typeof inspectKindCluster>>;

/** Port kube-apiserver listens at inside its node (kind's APIServerInternalPort). */
const APISERVER_PORT = 6443;

/** What the engine knows about a cluster's nodes. */
export async function inspectKindCluster(context: Context, name: string) {
  const containers = await containersOf(context, name);
  // Kind's, there with several servers: the address in the kubeconfig is its own.
  const loadBalancer = containers.find(({ role }) => role === "external-load-balancer") ?? null;
  const nodes = containers.filter((each) => each !== loadBalancer);
  const first = nodes[0];
  if (!first) return { nodes, loadBalancer, servers: [], version: "" };
  const serverNames = nodes.filter((node) => node.role === "control-plane").map((node) => node.name);
  const [addresses, version] = await Promise.all([
    addressesOf(context, serverNames),
    first.running ? docker(context, ["exec", first.name, "cat", "/kind/version"]) : "",
  ]);
  return {
    nodes,
    loadBalancer,
    // The node's address is among the names of kubeadm's certificate, so a kubeconfig works against each server alone.
    servers: serverNames.map((server, at) => ({
      name: server,
      url: `https://${addresses[at]}:${APISERVER_PORT}`,
    })),
    // Without the v.
    version: version.trim().replace(/^v/, ""),
  };
}
