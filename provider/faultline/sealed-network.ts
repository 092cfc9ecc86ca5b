import { z } from "zod";
import { dockerFailure } from "../../base/docker.ts";
import type { ResourceType } from "../protocol/plugin.ts";
import { UNKNOWN } from "../protocol/values.ts";
import type { Context } from "./context.ts";
import { outputOf, tryDocker } from "./docker.ts";
import { resourceType } from "./plain-resource.ts";

const Inputs = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9_.-]*$/),
  labels: z.record(z.string(), z.string()),
});

/** Loaded when first needed: the engine's part of the toolchain takes as long to load as the rest of the plugin. */
const sealing = () => import("../../toolchain/engine/seal/sealed-network.ts");

/** `faultline:index:SealedNetwork`: toolchain/engine makes and seals it; this is its life as a resource. */
export function sealedNetworkType(context: Context): ResourceType {
  const engine = async () => {
    const { dockerHost, exec } = context;
    return { dockerHost, exec, ledger: await context.ledger() };
  };
  return resourceType(Inputs, {
    planned: () => ({ bridge: UNKNOWN, subnet: UNKNOWN, gateway: UNKNOWN }),
    async create({ name, labels }) {
      const { createSealedNetwork } = await sealing();
      const { bridge, subnet, gateway } = await createSealedNetwork({ ...(await engine()), name, labels });
      return { id: name, outputs: { bridge, subnet, gateway } };
    },
    async read({ id }) {
      const found = await tryDocker(context, ["network", "inspect", id]);
      if (found.exitCode !== 0 && dockerFailure(found) === "gone") return null;
      outputOf(found, `cannot look at network ${id}`, "Check that the engine runs (`faultline doctor`).");
      return {};
    },
    async delete({ id }) {
      const { removeSealedNetwork } = await sealing();
      await removeSealedNetwork({ ...(await engine()), name: id });
    },
  });
}
