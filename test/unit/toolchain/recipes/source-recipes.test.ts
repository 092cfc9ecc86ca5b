import { expect, test } from "vitest";
import { placesFrom } from "../../../../base/places.ts";
import { recipeOf, recipesByComponent } from "../../../../toolchain/component-recipes.ts";
import { readLock } from "../../../../toolchain/lock/read-lock.ts";
import { sourceRecipes } from "../../../../toolchain/recipes/source-recipes.ts";

const lock = await readLock();
const recipes = recipesByComponent(sourceRecipes(lock, placesFrom({ HOME: "/home/u" })));

test("every component of the lock file has a recipe of its version", () => {
  for (const [component, entry] of Object.entries(lock.components)) {
    const recipe = recipeOf(recipes, component, entry);
    expect(recipe, component).toBeDefined();
    if (recipe?.component === component) expect(recipe.version, component).toBe(entry.version);
  }
});

test.each([
  ["engine", "engine"],
  ["etcd", "system-layers"],
  ["node-image", "node-base"],
])("the Debian packages the lock file names for %s are those that step %s unpacks", (component, step) => {
  const source = lock.components[component]?.source;
  if (!source || !("debian" in source)) throw new Error(`${component} is not from Debian`);
  const unpacked = JSON.stringify(recipes.get(step)?.inputs).split(/[^\w.+=*-]+/);
  expect(unpacked).toEqual(
    expect.arrayContaining([...source.debian.packages, ...(source.debian.ownSuite ?? [])]),
  );
  expect(unpacked).toContain(source.debian.suite);
});

test("only a changed component and what is made of it get another key", () => {
  const users = (component: string) =>
    [...recipes.values()]
      .filter(({ needs }) => needs.some((need) => need.component === component))
      .map((each) => each.component);
  expect(users("coredns")).toEqual([
    "node-image",
    ...["node-image-1.34.4", "node-image-1.36.3", "node-image-1.37.2"],
  ]);
  expect(users("pulumi")).toEqual([]);
});
