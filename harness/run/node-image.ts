import { indispensableImage } from "../../stacks/clusters/released-images.ts";
import type { Toolchain } from "../../toolchain/index.ts";
import { type CellPlatform, kubernetesOf } from "../plan/cell.ts";

/** The node image of a platform in the run's engine: the distribution's own, or what the toolchain has for kind. */
export function nodeImageOf(platform: CellPlatform, toolchain: Pick<Toolchain, "nodeImage">): string {
  return indispensableImage(platform) ?? toolchain.nodeImage(kubernetesOf(platform));
}
