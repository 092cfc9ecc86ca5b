import type { CreateCall, ResourceType } from "../../protocol/plugin.ts";
import { type Properties, UNKNOWN } from "../../protocol/values.ts";
import type { Context } from "../context.ts";
import { resourceType } from "../plain-resource.ts";
import { helmHas, helmUninstall, helmUpgrade } from "./helm.ts";
import { VClusterInputs, withHost } from "./host.ts";
import { reachVCluster } from "./reach.ts";

/** `faultline:index:VCluster`: vCluster's chart, installed and changed by the real Helm. */
export function vclusterType(context: Context): ResourceType {
  const apply = (
    wanted: VClusterInputs,
    call: Pick<CreateCall, "timeoutSeconds" | "signal">,
  ): Promise<Properties> =>
    withHost(context, wanted, async (host) => {
      await helmUpgrade(context, wanted, host, call);
      const { kubeconfig, url } = await reachVCluster(context, wanted, host, call.signal);
      return { kubeconfig, servers: [{ name: "vcluster", url }] };
    });
  return resourceType(VClusterInputs, {
    secretOutputs: [["kubeconfig"], ["hostKubeconfig"]],
    // Where the release is, and what it is called, are fixed.
    inPlace: ["version", "helm", "values", "hostKubeconfig", "address", "nodePort"],
    planned: () => ({ kubeconfig: UNKNOWN, servers: UNKNOWN }),
    async create(wanted, call) {
      return { id: `${wanted.namespace}/${wanted.name}`, outputs: await apply(wanted, call) };
    },
    async read({ inputs }) {
      const wanted = VClusterInputs.parse(inputs);
      return (await withHost(context, wanted, (host) => helmHas(context, wanted, host))) ? {} : null;
    },
    // A Helm upgrade keeps certificates and address: what the state says of them stays true in a preview.
    async update(wanted, call) {
      return { ...call.inputs, ...(await apply(wanted, call)) };
    },
    async delete({ inputs, outputs }) {
      const wanted = VClusterInputs.parse(Object.keys(inputs).length > 0 ? inputs : outputs);
      await withHost(context, wanted, (host) => helmUninstall(context, wanted, host));
    },
  });
}
