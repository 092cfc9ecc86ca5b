import type { Cache } from "../cache/cache.ts";
import { recipeKey } from "../cache/key.ts";
import type { PlannedStep } from "../progress/events.ts";
import type { Recipe } from "../recipe.ts";

/** What a build has to look at: the wanted recipes and, of those that are not cached, the needs. Needs come first. */
export interface BuildPlan {
  readonly recipes: readonly Recipe[];
  readonly isCached: (recipe: Recipe) => boolean;
  readonly steps: readonly PlannedStep[];
}

export async function planBuild(wanted: readonly Recipe[], cache: Cache): Promise<BuildPlan> {
  const order = new Map<string, Recipe>();
  const cached = new Set<string>();
  const visit = async (recipe: Recipe): Promise<void> => {
    const key = recipeKey(recipe);
    if (order.has(key)) return;
    // An image that is there does not need the binary it was made of: that may have been pruned.
    if (await cache.peek(recipe)) cached.add(key);
    else for (const need of recipe.needs) await visit(need);
    order.set(key, recipe);
  };
  for (const recipe of wanted) await visit(recipe);
  const recipes = [...order.values()];
  const isCached = (recipe: Recipe) => cached.has(recipeKey(recipe));
  const steps = recipes.map((recipe) => ({
    component: recipe.component,
    version: recipe.version,
    expectedSeconds: recipe.expectedSeconds,
    lane: recipe.lane,
    needs: isCached(recipe) ? [] : recipe.needs.map((need) => need.component),
    cached: isCached(recipe),
  }));
  return { recipes, isCached, steps };
}

/**
 * Seconds from a recipe's start to the end of the longest chain of `recipes` that hangs on it. Starting the largest first
 * keeps the one compiler busy with what most waits for.
 */
export function urgency(recipes: readonly Recipe[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const recipe of [...recipes].reverse()) {
    const key = recipeKey(recipe);
    const users = recipes.filter((user) => user.needs.some((need) => recipeKey(need) === key));
    const after = users.map((user) => found.get(recipeKey(user)) ?? 0);
    found.set(key, recipe.expectedSeconds + Math.max(0, ...after));
  }
  return found;
}
