import { ResourceInitFailed } from "../../protocol/failures.ts";
import type { ReadCall, ResourceType, UpdateCall } from "../../protocol/plugin.ts";
import { type Properties, UNKNOWN } from "../../protocol/values.ts";
import type { Context } from "../context.ts";
import { addressOf } from "../node-addresses.ts";
import { checkWith, diffReplacing } from "../plain-resource.ts";
import { reachOf, refusalOf, removeController, runController } from "./controller.ts";
import { createK0sCluster, millisecondsOf } from "./create.ts";
import { containersOf, deleteK0sCluster } from "./delete.ts";
import { K0sInputs } from "./inputs.ts";
import { controllerOf, workersOf } from "./names.ts";

/** What a re-created controller takes up. */
const IN_PLACE = ["disabledComponents", "config", "controllerIsNode"];

/** `faultline:index:K0sCluster`: real k0s in containers, its controller apart from its workers. */
export function k0sClusterType(context: Context): ResourceType {
  return {
    secretOutputs: [["kubeconfig"]],
    check: (call) => checkWith(K0sInputs, call),
    diff: (call) => diffReplacing(call, IN_PLACE),
    async create({ inputs, preview, timeoutSeconds, signal }) {
      const wanted = preview ? undefined : K0sInputs.parse(inputs);
      if (!wanted) return { id: "", outputs: { ...inputs, ...planned(inputs) } };
      await createK0sCluster(context, wanted, { timeoutSeconds, signal });
      return {
        id: wanted.name,
        outputs: { ...inputs, ...planned(inputs), ...(await seen(context, wanted)) },
      };
    },
    read: (call) => read(context, call),
    update: (call) => update(context, call),
    delete: ({ id }) => deleteK0sCluster(context, id),
  };
}

/** A cluster with a container that is gone or stopped is no cluster any more. */
async function read(context: Context, { id, inputs, outputs }: ReadCall) {
  const running = await containersOf(context, id, true);
  return running.length === K0sInputs.parse(inputs).workers + 1 ? { id, inputs, outputs } : null;
}

/** The controller is re-created on its data; k0s is asked first whether it takes the configuration, so a refusal changes nothing. */
async function update(context: Context, call: UpdateCall): Promise<Properties> {
  const { id, inputs, preview, timeoutSeconds, signal } = call;
  const outputs = { ...call.outputs, ...inputs };
  if (preview) return outputs;
  const wanted = K0sInputs.parse(inputs);
  const refusal = await refusalOf(context, wanted);
  if (refusal !== undefined) throw new Error(`k0s refuses the configuration: ${refusal}`);
  const address = await addressOf(context, controllerOf(id));
  await removeController(context, id, call.outputs.controllerIsNode === true);
  await runController(context, wanted, { address, timeoutMs: millisecondsOf({ timeoutSeconds }), signal });
  const now = await addressOf(context, controllerOf(id));
  if (now !== address) {
    const reason = `the controller came back at ${now}, and its workers look for it at ${address}: update again`;
    throw new ResourceInitFailed(reason, { id, inputs, outputs, reasons: [reason] });
  }
  return { ...outputs, ...(await seen(context, wanted)) };
}

async function seen(context: Context, { name, kubernetesVersion }: K0sInputs): Promise<Properties> {
  const { kubeconfig, servers } = await reachOf(context, name);
  return { kubeconfig, servers, version: kubernetesVersion };
}

/** Names are known before the cluster is. */
function planned({ name, workers }: Properties): Properties {
  const known = typeof name === "string" && name !== UNKNOWN && typeof workers === "number";
  const nodes = known ? [controllerOf(name), ...workersOf(name, workers)] : UNKNOWN;
  return { kubeconfig: UNKNOWN, servers: UNKNOWN, nodes, version: UNKNOWN };
}
