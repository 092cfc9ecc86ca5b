import { parse } from "yaml";
import type { ResourceType } from "../../protocol/plugin.ts";
import type { Context } from "../context.ts";
import { plannedCluster } from "../nodes.ts";
import { resourceType } from "../plain-resource.ts";
import { createK3dCluster } from "./create.ts";
import { deleteK3dCluster, K3dInputs, nodesOf } from "./k3d.ts";

/** `faultline:index:K3dCluster`: a real `k3d cluster create`. */
export function k3dClusterType(context: Context): ResourceType {
  return resourceType(K3dInputs, {
    secretOutputs: [["kubeconfig"]],
    planned: () => plannedCluster(),
    async create(wanted, call) {
      const { name, kubernetesVersion: version } = wanted;
      const kubeconfig = await createK3dCluster(context, wanted, call);
      const nodes = (await nodesOf(context, name)).map((node) => node.name);
      const servers = [{ name: nodes[0] ?? "", url: serverOf(kubeconfig) }];
      return { id: name, outputs: { kubeconfig, servers, nodes, version } };
    },
    /** A cluster with a node that is gone or stopped is no cluster any more. */
    async read({ id, inputs }) {
      const { serverCount, agents } = K3dInputs.parse(inputs);
      const running = (await nodesOf(context, id)).filter((node) => node.running);
      return running.length === serverCount + agents ? {} : null;
    },
    delete: ({ id }) => deleteK3dCluster(context, id),
  });
}

/** k3d publishes the API of one server only, wherever the kubeconfig says. */
function serverOf(kubeconfig: string): string {
  const { clusters } = parse(kubeconfig) as { clusters: { cluster: { server: string } }[] };
  return clusters[0]?.cluster.server ?? "";
}
