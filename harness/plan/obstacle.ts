import type { Obstacle } from "./plan.ts";

/** A cell whose Kubernetes version the toolchain has no node image for cannot run here. */
export function nodeImageObstacle(available: readonly string[]): Obstacle {
  return ({ platform }) =>
    available.includes(platform.version)
      ? undefined
      : `no node image for Kubernetes ${platform.version} here; there is ${available.join(", ") || "none"}`;
}
