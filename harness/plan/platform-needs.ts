import { imagesInside, indispensableImage } from "../../stacks/clusters/released-images.ts";
import { type CellPlatform, kubernetesOf } from "./cell-platform.ts";

/** What platforms ask of the toolchain. */
export interface PlatformNeeds {
  /** Versions of the node images that the toolchain makes or pulls itself. */
  readonly kubernetes: readonly string[];
  /** Images that can only be had from outside, by a registry or a file. */
  readonly images: readonly string[];
}

export function needsOf(platforms: readonly CellPlatform[]): PlatformNeeds {
  const [own = [], given = []] = [true, false].map((made) =>
    platforms.filter((platform) => (indispensableImage(platform) === undefined) === made),
  );
  const images = given.flatMap((platform) => [indispensableImage(platform) ?? "", ...imagesInside(platform)]);
  return { kubernetes: [...new Set(own.map(kubernetesOf))], images: [...new Set(images)] };
}
