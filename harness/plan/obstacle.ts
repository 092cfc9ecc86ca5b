import { indispensableImage } from "../../stacks/clusters/released-images.ts";
import { type CellPlatform, kubernetesOf } from "./cell.ts";
import type { Obstacle } from "./plan.ts";

/** A cell whose Kubernetes version the toolchain has no node image for cannot run here. */
export function nodeImageObstacle(available: readonly string[]): Obstacle {
  return ({ platform }) =>
    indispensableImage(platform) !== undefined || available.includes(kubernetesOf(platform))
      ? undefined
      : `no node image for Kubernetes ${kubernetesOf(platform)} here; there is ${available.join(", ") || "none"}`;
}

/** A cell whose platform is an image that nothing here makes, and that was not had. Known once the engine is there. */
export function missingImageObstacle(
  missing: readonly string[],
): (cell: { readonly platform: CellPlatform }) => string | undefined {
  return ({ platform }) => {
    const image = indispensableImage(platform);
    if (image === undefined || !missing.includes(image)) return undefined;
    return `${image} is not in the engine and cannot be pulled; bring it as a file (\`docker save\` elsewhere) with \`faultline toolchain import <tar>\``;
  };
}
