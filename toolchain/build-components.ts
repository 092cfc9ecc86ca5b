import type { Clock } from "../base/clock.ts";
import type { Places } from "../base/places.ts";
import { build } from "./build/build.ts";
import { openCache } from "./cache/cache.ts";
import { recipeOf, recipesByComponent } from "./component-recipes.ts";
import { UnknownComponent } from "./errors.ts";
import { readLock } from "./lock/read-lock.ts";
import type { ToolchainProgress } from "./progress/events.ts";
import { sourceRecipes } from "./recipes/source-recipes.ts";

export interface BuildComponentsOptions {
  readonly places: Places;
  readonly clock: Clock;
  readonly progress: ToolchainProgress;
  readonly signal: AbortSignal;
  /** Names in the lock file; all when empty. */
  readonly components: readonly string[];
}

/**
 * Makes the source form of components, whatever the machine has. Returns output folders by component.
 * @throws UnknownComponent, ToolchainStepFailed.
 */
export async function buildComponents(
  options: BuildComponentsOptions,
): Promise<Readonly<Record<string, string>>> {
  const lock = await readLock();
  const known = Object.keys(lock.components);
  const stranger = options.components.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw new UnknownComponent(`no component "${stranger}" in the toolchain; there are ${known.join(", ")}`);
  }
  const wanted = options.components.length > 0 ? options.components : known;
  const source = sourceRecipes(lock, options.places);
  const recipes = recipesByComponent(source);
  const pairs = wanted.flatMap((name) => {
    const entry = lock.components[name];
    const recipe = entry && recipeOf(recipes, name, entry);
    return recipe ? [[name, recipe] as const] : [];
  });
  // A chart or an image comes beside what bears the component's name.
  const beside = wanted.flatMap((name) => {
    const { program, image, chart } = source.onDemand[name] ?? {};
    return [program, image, chart].filter((recipe) => recipe !== undefined);
  });
  const cache = openCache({ root: options.places.cache, clock: options.clock });
  const outputOf = await build([...pairs.map(([, recipe]) => recipe), ...beside], { ...options, cache });
  return Object.fromEntries(pairs.map(([name, recipe]) => [name, outputOf(recipe)]));
}
