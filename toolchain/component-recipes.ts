import type { LockedComponent } from "./lock/schema.ts";
import type { Recipe } from "./recipe.ts";
import type { SourceRecipes } from "./recipes/source-recipes.ts";

/** Every recipe there is, steps included, by the name of what it makes. */
export function recipesByComponent(recipes: SourceRecipes): ReadonlyMap<string, Recipe> {
  const found = new Map<string, Recipe>();
  const visit = (recipe: Recipe): void => {
    if (found.has(recipe.component)) return;
    found.set(recipe.component, recipe);
    recipe.needs.forEach(visit);
  };
  for (const recipe of Object.values(recipes)) visit(recipe);
  return found;
}

/** Name of the recipe that makes a component of the lock file: another component's, or a step that makes several. */
export function madeIn(component: string, { source }: LockedComponent): string {
  if (source && "within" in source) return source.within;
  return (source && "debian" in source && source.debian.step) || component;
}
