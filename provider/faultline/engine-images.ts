import type { Context } from "./context.ts";
import { tryDocker } from "./docker.ts";

/** Those of the images that the engine has, in their order. */
export async function imagesOfEngine(context: Context, images: readonly string[]): Promise<string[]> {
  const known = await Promise.all(
    images.map(async (image) => (await tryDocker(context, ["image", "inspect", image])).exitCode === 0),
  );
  return images.filter((_, at) => known[at]);
}
