import type { Clock } from "../base/clock.ts";
import type { Places } from "../base/places.ts";
import { slotName } from "./cache/key.ts";
import { type Pruned, type PruneScope, pruneCache } from "./cache/prune.ts";
import { recipesByComponent } from "./component-recipes.ts";
import { readLock } from "./lock/read-lock.ts";
import { sourceRecipes } from "./recipes/source-recipes.ts";

export interface PruneToolchainOptions {
  readonly places: Places;
  readonly clock: Clock;
  /** Everything; `olderThanDays`: what was not used for so long; neither: what this lock file does not name. */
  readonly all?: boolean;
  readonly olderThanDays?: number;
  readonly dryRun?: boolean;
}

/** Frees the cache. Engine, clusters and networks are `faultline prune`'s. */
export async function pruneToolchain(options: PruneToolchainOptions): Promise<readonly Pruned[]> {
  const { places, clock, dryRun = false } = options;
  return pruneCache(places.cache, await scopeOf(options), clock, { dryRun });
}

async function scopeOf({ all, olderThanDays, places }: PruneToolchainOptions): Promise<PruneScope> {
  if (all) return { type: "all" };
  if (olderThanDays !== undefined) return { type: "older", days: olderThanDays };
  const recipes = recipesByComponent(sourceRecipes(await readLock(), places));
  return { type: "unused", used: new Set([...recipes.values()].map((recipe) => slotName(recipe))) };
}
