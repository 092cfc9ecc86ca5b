import { z } from "zod";
import { dockerFailure } from "../../base/docker.ts";
import type { ResourceType } from "../protocol/plugin.ts";
import { UNKNOWN } from "../protocol/values.ts";
import type { Context } from "./context.ts";
import { tryDocker } from "./docker.ts";
import { NodeCommandFailed } from "./errors.ts";
import { checkWith, diffReplacing } from "./plain-resource.ts";

const Inputs = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9_.-]*$/),
  labels: z.record(z.string(), z.string()),
});

/** Loaded when first needed: the engine's part of the toolchain takes as long to load as the rest of the plugin. */
const sealing = () => import("../../toolchain/engine/seal/sealed-network.ts");

/** `faultline:index:SealedNetwork`: toolchain/engine makes and seals it; this is its life as a resource. */
export function sealedNetworkType(context: Context): ResourceType {
  return {
    check: (call) => checkWith(Inputs, call),
    diff: (call) => diffReplacing(call),
    async create({ inputs, preview }) {
      const unknown = { bridge: UNKNOWN, subnet: UNKNOWN, gateway: UNKNOWN };
      if (preview) return { id: "", outputs: { ...inputs, ...unknown } };
      const { name, labels } = Inputs.parse(inputs);
      const { dockerHost, exec } = context;
      const { createSealedNetwork } = await sealing();
      const made = await createSealedNetwork({
        dockerHost,
        name,
        labels,
        exec,
        ledger: await context.ledger(),
      });
      return {
        id: name,
        outputs: { ...inputs, bridge: made.bridge, subnet: made.subnet, gateway: made.gateway },
      };
    },
    async read({ id, inputs, outputs }) {
      const found = await tryDocker(context, ["network", "inspect", id]);
      if (found.exitCode === 0) return { id, inputs, outputs };
      if (dockerFailure(found) === "gone") return null;
      throw new NodeCommandFailed(
        `cannot look at network ${id}`,
        found,
        "Check that the engine runs (`faultline doctor`).",
      );
    },
    update: async ({ outputs }) => outputs,
    async delete({ id }) {
      const { removeSealedNetwork } = await sealing();
      await removeSealedNetwork({
        dockerHost: context.dockerHost,
        name: id,
        exec: context.exec,
        ledger: await context.ledger(),
      });
    },
  };
}
