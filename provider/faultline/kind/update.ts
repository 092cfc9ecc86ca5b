import { isDeepStrictEqual } from "node:util";
import { ResourceInitFailed } from "../../protocol/failures.ts";
import type { UpdateCall } from "../../protocol/plugin.ts";
import { isProperties, type Properties } from "../../protocol/values.ts";
import type { Context } from "../context.ts";
import { apiServerOf, changeApiServers } from "./api-server.ts";
import { type Inspected, inspectKindCluster } from "./inspect.ts";
import { withoutSettings, withSettings } from "./kubelet-config.ts";
import { readKubeletBase, readKubeletConfig, restartKubelet } from "./kubelet-restart.ts";

/**
 * Changes kubelets and kube-apiservers in place. After a failed update the engine may have forgotten what was tried: kubelets are
 * left alone only if it is kube-apiserver alone that is to change, and a kube-apiserver if its manifest is as wanted.
 */
export async function updateKindCluster(context: Context, call: UpdateCall): Promise<Properties> {
  const { id, oldInputs, inputs, preview, signal } = call;
  const outputs = { ...call.outputs, ...inputs };
  if (preview) return outputs;
  const { nodes, servers } = await inspectKindCluster(context, id);
  const known = [oldInputs, call.outputs];
  const settings = { before: known.map(apiServerOf), wanted: apiServerOf(inputs) };
  const onlyServers =
    known.every(({ kubelet }) => isDeepStrictEqual(kubelet, inputs.kubelet)) &&
    settings.before.some((each) => !isDeepStrictEqual(each, settings.wanted));
  const reasons = onlyServers ? [] : await updateKubelets(context, call, nodes);
  reasons.push(await changeApiServers(context, servers, settings, signal));
  const failed = reasons.filter((reason) => reason !== null);
  if (failed.length > 0) {
    const message = "The cluster does not come up with the new settings; correct them and update again.";
    throw new ResourceInitFailed(message, { id, inputs, outputs, reasons: failed });
  }
  return outputs;
}

async function updateKubelets(
  context: Context,
  call: UpdateCall,
  nodes: Inspected["nodes"],
): Promise<(string | null)[]> {
  const [before = {}, given = {}, after = {}] = [call.oldInputs, call.outputs, call.inputs].map(
    ({ kubelet }) => (isProperties(kubelet) ? kubelet : {}),
  );
  return Promise.all(
    nodes.map(async ({ name }) => {
      const kept = await readKubeletBase(context, name);
      const base =
        kept ?? withoutSettings(withoutSettings(await readKubeletConfig(context, name), given), before);
      return restartKubelet(context, name, { base, config: withSettings(base, after) }, call.signal);
    }),
  );
}
