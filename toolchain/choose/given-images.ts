import type { Engine } from "../engine/use-engine.ts";
import type { ImageStore } from "../image-store.ts";
import { toolchainForm } from "./tools.ts";

export interface GivenImagesOptions {
  readonly store: ImageStore;
  readonly engine: Pick<Engine, "kind">;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/**
 * Of images that nothing here makes those that are not to be had: neither in the engine (pulled or imported some day) nor, for
 * an engine of the machine's, in their registry. No registry is asked for a private engine; see released-images.ts.
 */
export async function missingImages(
  names: readonly string[],
  { store, engine, env, signal }: GivenImagesOptions,
): Promise<readonly string[]> {
  const mayPull = engine.kind === "host" && toolchainForm(env) !== "source";
  const had = await Promise.all(
    names.map(
      async (name) => Boolean(await store.idOf(name)) || (mayPull && (await store.pull(name, signal))),
    ),
  );
  return names.filter((_, at) => !had[at]);
}
