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
  const { onDemand, ...always } = recipes;
  for (const recipe of Object.values(always)) visit(recipe);
  for (const { program, image, chart } of Object.values(onDemand))
    for (const part of [program, image, chart]) if (part) visit(part);
  return found;
}

/** The recipe that makes a component of the lock file: its own, another component's, or a step that makes several. */
export function recipeOf(
  recipes: ReadonlyMap<string, Recipe>,
  component: string,
  { source }: LockedComponent,
): Recipe | undefined {
  const step = source && "debian" in source ? source.debian.step : undefined;
  const others = source && "within" in source ? source.within : step;
  return recipes.get(component) ?? (others === undefined ? undefined : recipes.get(others));
}
