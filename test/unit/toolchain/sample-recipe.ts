import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Recipe } from "../../../toolchain/recipe.ts";

/** A recipe that writes its component's name to `<output>/file`; every field can be another. */
export function sampleRecipe(component: string, changes: Partial<Recipe> = {}): Recipe {
  return {
    component,
    version: "1.0.0",
    needs: [],
    inputs: { source: component },
    expectedSeconds: 10,
    lane: "cpu",
    make: ({ output }) => writeFile(join(output, "file"), component),
    ...changes,
  };
}
