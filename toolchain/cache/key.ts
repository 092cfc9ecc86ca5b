import { createHash } from "node:crypto";
import type { Recipe } from "../recipe.ts";

/** Bumped when the layout of the cache or the meaning of a recipe changes for all of them. */
const FORMAT = "faultline/cache@1";

/**
 * The content address of a recipe's output: a hash of what decides it, needs included, and nothing else (not the time it
 * is expected to take). The order of inputs does not matter. 64 hexadecimal digits.
 */
export function recipeKey(recipe: Recipe): string {
  const inputs = Object.entries(recipe.inputs).sort(([a], [b]) => (a < b ? -1 : 1));
  const needs = recipe.needs.map((need) => [need.component, recipeKey(need)]).sort();
  return createHash("sha256")
    .update(JSON.stringify([FORMAT, recipe.component, recipe.version, inputs, needs]))
    .digest("hex");
}

/** A key's folder in the cache, readable by people: component, version and the first 12 digits of the key. */
export function slotName(recipe: Recipe, key = recipeKey(recipe)): string {
  return `${recipe.component}-${recipe.version}-${key.slice(0, 12)}`;
}
