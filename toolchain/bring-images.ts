import { openCache } from "./cache/cache.ts";
import { engineWithDocker, type ToolchainContext } from "./choose/engine-with-docker.ts";
import { noteImported } from "./choose/imported.ts";
import { releasedImageNames } from "./choose/released-images.ts";
import { ToolchainUnavailable } from "./errors.ts";
import { type ImageStore, imageStore } from "./image-store.ts";
import { readLock } from "./lock/read-lock.ts";
import { sourceRecipes } from "./recipes/source-recipes.ts";

/**
 * Pulls the released images of the lock file into the engine, to be used from now on. Returns their names.
 * @throws ToolchainUnavailable when a registry does not answer.
 */
export function pullImages(options: ToolchainContext): Promise<readonly string[]> {
  return withImages(options, async (store) => {
    const names = Object.values(releasedImageNames(await readLock()));
    for (const name of names) {
      if ((await store.idOf(name)) || (await store.pull(name, options.signal))) continue;
      throw new ToolchainUnavailable(
        `${name} cannot be pulled: bring it as a file (\`docker save\` elsewhere, \`faultline toolchain import\` here) or let \`faultline toolchain build\` make it`,
      );
    }
    return names;
  });
}

/**
 * Loads a `docker save` file into the engine. Released images that came this way are used from now on. Returns the names in it.
 * @throws ToolchainUnavailable when the engine does not take the file.
 */
export function importImages(options: ToolchainContext, tar: string): Promise<readonly string[]> {
  return withImages(options, (store) => store.load(tar, options.signal));
}

async function withImages(
  options: ToolchainContext,
  bring: (store: ImageStore) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const { places, exec, clock } = options;
  const cache = openCache({ root: places.cache, clock });
  const { engine: engineRecipe } = sourceRecipes(await readLock(), places);
  const { engine, docker } = await engineWithDocker({ ...options, cache, engineRecipe });
  try {
    const names = await bring(imageStore(docker, engine.dockerHost, exec));
    await noteImported(places.cache, names);
    return names;
  } finally {
    await engine.release();
  }
}
