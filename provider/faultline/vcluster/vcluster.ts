import type { ResourceType } from "../../protocol/plugin.ts";
import { type Properties, UNKNOWN } from "../../protocol/values.ts";
import type { Context } from "../context.ts";
import { checkWith, diffReplacing } from "../plain-resource.ts";
import { helmHas, helmUninstall, helmUpgrade } from "./helm.ts";
import { withHost } from "./host.ts";
import { VClusterInputs } from "./inputs.ts";
import { reachVCluster } from "./reach.ts";

/** Where the release is, and what it is called, are fixed. */
const IN_PLACE = ["version", "values", "hostKubeconfig", "address", "nodePort"];

/** `faultline:index:VCluster`: vCluster's chart, installed and changed by the real Helm. */
export function vclusterType(context: Context): ResourceType {
  const apply = (inputs: Properties, timeoutSeconds: number, signal: AbortSignal): Promise<Properties> => {
    const wanted = VClusterInputs.parse(inputs);
    return withHost(context, wanted, async (host) => {
      await helmUpgrade(context, wanted, host, { timeoutSeconds, signal });
      const { kubeconfig, url } = await reachVCluster(context, wanted, host, signal);
      return { ...inputs, kubeconfig, servers: [{ name: "vcluster", url }] };
    });
  };
  return {
    secretOutputs: [["kubeconfig"], ["hostKubeconfig"]],
    check: (call) => checkWith(VClusterInputs, call),
    diff: (call) => diffReplacing(call, IN_PLACE),
    async create({ inputs, preview, timeoutSeconds, signal }) {
      if (preview) return { id: "", outputs: { ...inputs, kubeconfig: UNKNOWN, servers: UNKNOWN } };
      return {
        id: `${inputs.namespace}/${inputs.name}`,
        outputs: await apply(inputs, timeoutSeconds, signal),
      };
    },
    async read({ id, inputs, outputs }) {
      const wanted = VClusterInputs.parse(inputs);
      const exists = await withHost(context, wanted, (host) => helmHas(context, wanted, host));
      return exists ? { id, inputs, outputs } : null;
    },
    // A Helm upgrade keeps certificates and address: what the state says of them stays true in a preview.
    update: ({ inputs, outputs, preview, timeoutSeconds, signal }) =>
      preview ? Promise.resolve({ ...outputs, ...inputs }) : apply(inputs, timeoutSeconds, signal),
    async delete({ inputs, outputs }) {
      const wanted = VClusterInputs.parse(Object.keys(inputs).length > 0 ? inputs : outputs);
      await withHost(context, wanted, (host) => helmUninstall(context, wanted, host));
    },
  };
}
