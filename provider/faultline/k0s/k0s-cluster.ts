import { ResourceInitFailed } from "../../protocol/failures.ts";
import type { ResourceType, UpdateCall } from "../../protocol/plugin.ts";
import type { Properties } from "../../protocol/values.ts";
import type { Context } from "../context.ts";
import { addressOf } from "../docker.ts";
import { plannedCluster } from "../nodes.ts";
import { resourceType } from "../plain-resource.ts";
import { reachOf, refusalOf, removeController, runController } from "./controller.ts";
import { createK0sCluster } from "./create.ts";
import { containersOf, deleteK0sCluster } from "./delete.ts";
import { controllerOf, K0sInputs, workersOf } from "./inputs.ts";

/** `faultline:index:K0sCluster`: real k0s in containers, its controller apart from its workers. */
export function k0sClusterType(context: Context): ResourceType {
  return resourceType(K0sInputs, {
    secretOutputs: [["kubeconfig"]],
    // What a re-created controller takes up.
    inPlace: ["disabledComponents", "config", "controllerIsNode"],
    planned: ({ name, workers }) => plannedCluster(name, 1, workers),
    async create(wanted, call) {
      await createK0sCluster(context, wanted, call);
      const { name, workers } = wanted;
      const nodes = [controllerOf(name), ...workersOf(name, workers)];
      return { id: name, outputs: { nodes, ...(await seen(context, wanted)) } };
    },
    /** A cluster with a container that is gone or stopped is no cluster any more. */
    async read({ id, inputs }) {
      const running = await containersOf(context, id, true);
      return running.length === K0sInputs.parse(inputs).workers + 1 ? {} : null;
    },
    update: (wanted, call) => update(context, wanted, call),
    delete: ({ id }) => deleteK0sCluster(context, id),
  });
}

/** The controller is re-created on its data; k0s is asked first whether it takes the configuration, so a refusal changes nothing. */
async function update(context: Context, wanted: K0sInputs, call: UpdateCall): Promise<Properties> {
  const { id, inputs } = call;
  const outputs = { ...call.outputs, ...inputs };
  const refusal = await refusalOf(context, wanted);
  if (refusal !== undefined) throw new Error(`k0s refuses the configuration: ${refusal}`);
  const address = await addressOf(context, controllerOf(id));
  await removeController(context, id, call.outputs.controllerIsNode === true);
  await runController(context, wanted, call, address);
  const now = await addressOf(context, controllerOf(id));
  if (now !== address) {
    const reason = `the controller came back at ${now}, and its workers look for it at ${address}: update again`;
    throw new ResourceInitFailed(reason, { id, inputs, outputs, reasons: [reason] });
  }
  return { ...outputs, ...(await seen(context, wanted)) };
}

async function seen(context: Context, { name, kubernetesVersion }: K0sInputs): Promise<Properties> {
  return { ...(await reachOf(context, name)), version: kubernetesVersion };
}
