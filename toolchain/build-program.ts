import { join } from "node:path";
import { build } from "./build/build.ts";
import type { BuildComponentsOptions } from "./build-components.ts";
import { openCache } from "./cache/cache.ts";
import { ToolchainUnavailable, UnknownComponent } from "./errors.ts";
import type { ToolIdentity } from "./identity.ts";
import { readLock } from "./lock/read-lock.ts";
import { sourceRecipes } from "./recipes/source-recipes.ts";

/** A program made on demand. */
export interface BuiltProgram {
  readonly path: string;
  readonly identity: ToolIdentity;
}

/**
 * Makes the source form of a program that no cell asks for but a person: it needs no engine.
 * @throws UnknownComponent, ToolchainUnavailable (no Go), ToolchainStepFailed.
 */
export async function buildProgram(
  component: string,
  options: Omit<BuildComponentsOptions, "components">,
): Promise<BuiltProgram> {
  const recipe = sourceRecipes(await readLock(), options.places).onDemand[component]?.program;
  if (!recipe) throw new UnknownComponent(`no program "${component}" is made on demand`);
  const cache = openCache({ root: options.places.cache, clock: options.clock });
  const outputOf = await build([recipe], { ...options, cache });
  const made = await cache.peek(recipe);
  if (!made) throw new ToolchainUnavailable(`${component} vanished from the cache; run the command again`);
  return {
    path: join(outputOf(recipe), "bin", recipe.component),
    identity: { component, version: recipe.version, origin: "source", identity: made.digest },
  };
}
