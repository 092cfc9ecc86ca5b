import { parse } from "yaml";
import type { ReadCall, ResourceType } from "../../protocol/plugin.ts";
import { type Properties, UNKNOWN } from "../../protocol/values.ts";
import type { Context } from "../context.ts";
import { checkWith, diffReplacing } from "../plain-resource.ts";
import { createK3dCluster } from "./create.ts";
import { deleteK3dCluster } from "./delete.ts";
import { K3dInputs } from "./inputs.ts";
import { nodesOf } from "./k3d.ts";

/** `faultline:index:K3dCluster`: a real `k3d cluster create`. */
export function k3dClusterType(context: Context): ResourceType {
  return {
    secretOutputs: [["kubeconfig"]],
    check: (call) => checkWith(K3dInputs, call),
    diff: (call) => diffReplacing(call),
    async create({ inputs, preview, timeoutSeconds, signal }) {
      if (preview) return { id: "", outputs: { ...inputs, ...PLANNED } };
      const wanted = K3dInputs.parse(inputs);
      const kubeconfig = await createK3dCluster(context, wanted, { timeoutSeconds, signal });
      const nodes = (await nodesOf(context, wanted.name)).map(({ name }) => name);
      const servers = [{ name: nodes[0] ?? "", url: serverOf(kubeconfig) }];
      return {
        id: wanted.name,
        outputs: { ...inputs, kubeconfig, servers, nodes, version: wanted.kubernetesVersion },
      };
    },
    read: (call) => read(context, call),
    update: async ({ outputs }) => outputs,
    delete: ({ id }) => deleteK3dCluster(context, id),
  };
}

const PLANNED: Properties = { kubeconfig: UNKNOWN, servers: UNKNOWN, nodes: UNKNOWN, version: UNKNOWN };

/** A cluster with a node that is gone or stopped is no cluster any more. */
async function read(context: Context, { id, inputs, outputs }: ReadCall) {
  const { serverCount, agents } = K3dInputs.parse(inputs);
  const running = (await nodesOf(context, id)).filter((node) => node.running);
  return running.length === serverCount + agents ? { id, inputs, outputs } : null;
}

/** k3d publishes the API of one server only, wherever the kubeconfig says. */
function serverOf(kubeconfig: string): string {
  const { clusters } = parse(kubeconfig) as { clusters: { cluster: { server: string } }[] };
  return clusters[0]?.cluster.server ?? "";
}
