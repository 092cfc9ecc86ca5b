import { ResourceInitFailed } from "../../protocol/failures.ts";
import type { ReadCall, ResourceType } from "../../protocol/plugin.ts";
import type { Properties } from "../../protocol/values.ts";
import type { Context } from "../context.ts";
import { plannedCluster } from "../nodes.ts";
import { resourceType } from "../plain-resource.ts";
import { giveEnvironment, readApiServers } from "./api-server.ts";
import { KindInputs } from "./config.ts";
import { createKindCluster } from "./create.ts";
import { closeLedger, deleteKindCluster } from "./delete.ts";
import { inspectKindCluster } from "./inspect.ts";
import { KUBELET_CONFIG, observed } from "./kubelet-config.ts";
import { readInNode } from "./node-files.ts";
import { filesOf, readFiles } from "./put-files.ts";
import { giveFiles, updateKindCluster } from "./update.ts";

/** `faultline:index:KindCluster`: a real `kind create cluster` whose kubelet and kube-apiserver settings change in place. */
export function kindClusterType(context: Context): ResourceType {
  return resourceType(KindInputs, {
    secretOutputs: [["kubeconfig"]],
    inPlace: ["kubelet", "apiServerArgs", "apiServerEnv", "files"],
    planned: ({ name, serverCount, workers }) => plannedCluster(name, serverCount, workers),
    async create(wanted, call) {
      const { inputs, signal } = call;
      const kubeconfig = await createKindCluster(context, wanted, call);
      const inspected = await inspectKindCluster(context, wanted.name);
      const { nodes, servers, version } = inspected;
      const outputs = { kubeconfig, servers, nodes: nodes.map((each) => each.name), version };
      const reason =
        version === wanted.kubernetesVersion
          ? await (wanted.files
              ? giveFiles(context, inspected, { inputs, signal })
              : giveEnvironment(context, servers, inputs, signal))
          : `the nodes of ${wanted.nodeImage} run Kubernetes ${version}, not ${wanted.kubernetesVersion}: name another nodeImage`;
      if (reason !== null)
        throw new ResourceInitFailed(`Cluster ${wanted.name} is not as wanted: ${reason}`, {
          id: wanted.name,
          inputs,
          outputs: { ...inputs, ...outputs },
          reasons: [reason],
        });
      return { id: wanted.name, outputs };
    },
    read: (call) => read(context, call),
    update: (_, call) => updateKindCluster(context, call),
    delete: ({ id }) => deleteKindCluster(context, id),
  });
}

/** A cluster with a container that is gone or stopped is no cluster any more: nothing but creating it anew repairs it. */
async function read(context: Context, { id, inputs }: ReadCall) {
  const { nodes, servers, loadBalancer } = await inspectKindCluster(context, id);
  const containers = loadBalancer ? [...nodes, loadBalancer] : nodes;
  if (containers.length === 0) await closeLedger(context, id);
  const { serverCount, workers, kubelet } = KindInputs.parse(inputs);
  const whole = serverCount + workers + (serverCount > 1 ? 1 : 0);
  if (containers.length !== whole || containers.some((each) => !each.running)) return null;
  const files = await Promise.all(nodes.map((node) => readInNode(context, node.name, KUBELET_CONFIG)));
  const wanted = kubelet as Properties;
  const drifted = files
    .map((file) => observed(file, wanted))
    .find((live) => JSON.stringify(live) !== JSON.stringify(wanted));
  return {
    kubelet: drifted ?? wanted,
    ...(await readApiServers(context, servers, inputs)),
    ...(inputs.files !== undefined && {
      files: (await readFiles(context, nodes, filesOf(inputs))) as Properties,
    }),
  };
}
