import { ResourceInitFailed } from "../../protocol/failures.ts";
import type { ReadCall, ResourceType } from "../../protocol/plugin.ts";
import { type Properties, UNKNOWN } from "../../protocol/values.ts";
import type { Context } from "../context.ts";
import { nodeNames } from "../nodes.ts";
import { checkWith, diffReplacing } from "../plain-resource.ts";
import { giveEnvironment, readApiServers } from "./api-server.ts";
import { createKindCluster } from "./create.ts";
import { closeLedger, deleteKindCluster } from "./delete.ts";
import { KindInputs } from "./inputs.ts";
import { inspectKindCluster } from "./inspect.ts";
import { observed } from "./kubelet-config.ts";
import { readKubeletConfig } from "./kubelet-restart.ts";
import { updateKindCluster } from "./update.ts";

/** What changes without a new cluster. */
const IN_PLACE = ["kubelet", "apiServerArgs", "apiServerEnv"];

/** `faultline:index:KindCluster`: a real `kind create cluster` whose kubelet and kube-apiserver settings change in place. */
export function kindClusterType(context: Context): ResourceType {
  return {
    secretOutputs: [["kubeconfig"]],
    check: (call) => checkWith(KindInputs, call),
    diff: (call) => diffReplacing(call, IN_PLACE),
    async create({ inputs, preview, timeoutSeconds, signal }) {
      if (preview) return { id: "", outputs: planned(inputs) };
      const wanted = KindInputs.parse(inputs);
      const kubeconfig = await createKindCluster(context, wanted, { timeoutSeconds, signal });
      const { nodes, servers, version } = await inspectKindCluster(context, wanted.name);
      const outputs = {
        ...inputs,
        kubeconfig,
        servers: servers.map((each) => ({ ...each })),
        nodes: nodes.map((each) => each.name),
        version,
      };
      const reason =
        version === wanted.kubernetesVersion
          ? await giveEnvironment(context, servers, inputs, signal)
          : `the nodes of ${wanted.nodeImage} run Kubernetes ${version}, not ${wanted.kubernetesVersion}: name another nodeImage`;
      if (reason !== null)
        throw new ResourceInitFailed(`Cluster ${wanted.name} is not as wanted: ${reason}`, {
          id: wanted.name,
          inputs,
          outputs,
          reasons: [reason],
        });
      return { id: wanted.name, outputs };
    },
    read: (call) => read(context, call),
    update: (call) => updateKindCluster(context, call),
    delete: ({ id }) => deleteKindCluster(context, id),
  };
}

/** A cluster with a container that is gone or stopped is no cluster any more: nothing but creating it anew repairs it. */
async function read(context: Context, { id, inputs, outputs }: ReadCall) {
  const { nodes, servers, loadBalancer } = await inspectKindCluster(context, id);
  const containers = loadBalancer ? [...nodes, loadBalancer] : nodes;
  if (containers.length === 0) await closeLedger(context, id);
  const { serverCount, workers, kubelet } = KindInputs.parse(inputs);
  const whole = serverCount + workers + (serverCount > 1 ? 1 : 0);
  if (containers.length !== whole || containers.some((each) => !each.running)) return null;
  const files = await Promise.all(nodes.map((node) => readKubeletConfig(context, node.name)));
  const wanted = kubelet as Properties;
  const drifted = files
    .map((file) => observed(file, wanted))
    .find((live) => JSON.stringify(live) !== JSON.stringify(wanted));
  const live = { kubelet: drifted ?? wanted, ...(await readApiServers(context, servers, inputs)) };
  return { id, inputs: { ...inputs, ...live }, outputs: { ...outputs, ...live } };
}

/** Names are known before the cluster is; what kind decides is not. */
function planned(inputs: Properties): Properties {
  const { name, serverCount, workers } = inputs;
  const known =
    typeof name === "string" &&
    name !== UNKNOWN &&
    typeof serverCount === "number" &&
    typeof workers === "number";
  const nodes = known
    ? [...nodeNames(name, "control-plane", serverCount), ...nodeNames(name, "worker", workers)]
    : UNKNOWN;
  return { ...inputs, kubeconfig: UNKNOWN, servers: UNKNOWN, nodes, version: UNKNOWN };
}
