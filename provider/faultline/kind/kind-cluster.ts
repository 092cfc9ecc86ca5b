import { ResourceInitFailed } from "../../protocol/failures.ts";
import type { ReadCall, ResourceType, UpdateCall } from "../../protocol/plugin.ts";
import { isProperties, type Properties, UNKNOWN } from "../../protocol/values.ts";
import type { Context } from "../context.ts";
import { nodeName } from "../nodes.ts";
import { checkWith, diffReplacing } from "../plain-resource.ts";
import { createKindCluster } from "./create.ts";
import { closeLedger, deleteKindCluster } from "./delete.ts";
import { KindInputs } from "./inputs.ts";
import { inspectKindCluster } from "./inspect.ts";
import { observed, withoutSettings, withSettings } from "./kubelet-config.ts";
import { readKubeletBase, readKubeletConfig, restartKubelet } from "./kubelet-restart.ts";

/** `faultline:index:KindCluster`: a real `kind create cluster` whose kubelet settings change in place. */
export function kindClusterType(context: Context): ResourceType {
  return {
    secretOutputs: [["kubeconfig"]],
    check: (call) => checkWith(KindInputs, call),
    diff: (call) => diffReplacing(call, ["kubelet"]),
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
      if (version !== wanted.kubernetesVersion) {
        const reason = `the nodes run Kubernetes ${version}, not ${wanted.kubernetesVersion}: name another nodeImage`;
        throw new ResourceInitFailed(`${wanted.nodeImage} is another version: ${reason}`, {
          id: wanted.name,
          inputs,
          outputs,
          reasons: [reason],
        });
      }
      return { id: wanted.name, outputs };
    },
    read: (call) => read(context, call),
    update: (call) => update(context, call),
    delete: ({ id }) => deleteKindCluster(context, id),
  };
}

/** A cluster with a node that is gone or stopped is no cluster any more: nothing but creating it anew repairs it. */
async function read(context: Context, { id, inputs, outputs }: ReadCall) {
  const { nodes } = await inspectKindCluster(context, id);
  if (nodes.length === 0) await closeLedger(context, id);
  const { serverCount, workers, kubelet } = KindInputs.parse(inputs);
  if (nodes.length !== serverCount + workers || nodes.some((node) => !node.running)) return null;
  const files = await Promise.all(nodes.map((node) => readKubeletConfig(context, node.name)));
  const wanted = kubelet as Properties;
  const drifted = files
    .map((file) => observed(file, wanted))
    .find((live) => JSON.stringify(live) !== JSON.stringify(wanted));
  if (!drifted) return { id, inputs, outputs };
  return { id, inputs: { ...inputs, kubelet: drifted }, outputs: { ...outputs, kubelet: drifted } };
}

async function update(context: Context, call: UpdateCall): Promise<Properties> {
  const { id, oldInputs, inputs, preview, signal } = call;
  const outputs = { ...call.outputs, ...inputs };
  if (preview) return outputs;
  // After a failed update the engine keeps the old inputs, and only the outputs say what the nodes got.
  const settings = [oldInputs.kubelet, call.outputs.kubelet, inputs.kubelet].map((each) =>
    isProperties(each) ? each : {},
  );
  const [before = {}, given = {}, after = {}] = settings;
  const { nodes } = await inspectKindCluster(context, id);
  const reasons = await Promise.all(
    nodes.map(async ({ name }) => {
      const kept = await readKubeletBase(context, name);
      const base =
        kept ?? withoutSettings(withoutSettings(await readKubeletConfig(context, name), given), before);
      return restartKubelet(context, name, { base, config: withSettings(base, after) }, signal);
    }),
  );
  const failed = reasons.filter((reason) => reason !== null);
  if (failed.length > 0) {
    const message =
      "The kubelet does not come up with the new configuration; fix `kubelet` and update again.";
    throw new ResourceInitFailed(message, { id, inputs, outputs, reasons: failed });
  }
  return outputs;
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
    ? [
        ...Array.from({ length: serverCount }, (_, at) => nodeName(name, "control-plane", at + 1)),
        ...Array.from({ length: workers }, (_, at) => nodeName(name, "worker", at + 1)),
      ]
    : UNKNOWN;
  return { ...inputs, kubeconfig: UNKNOWN, servers: UNKNOWN, nodes, version: UNKNOWN };
}
