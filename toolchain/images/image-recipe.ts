import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Recipe, RecipeRun } from "../recipe.ts";
import { type ImageConfig, type ImageToWrite, writeImageArchive } from "./image-archive.ts";

export interface ImageRecipeOptions {
  readonly component: string;
  readonly version: string;
  readonly name: ImageToWrite["name"];
  readonly config: ImageConfig;
  /** Recipes whose outputs the layers come from. */
  readonly needs: readonly Recipe[];
  /** What else decides the layers. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Tars from the bottom up, below the run's scratch folder or a need's output. */
  readonly layers: (run: RecipeRun) => Promise<readonly string[]>;
}

/** An image as `<output>/archive` (the folder form of `docker save`) and `<output>/image.json` (a BuiltImage); no engine is asked. */
export function imageRecipe(options: ImageRecipeOptions): Recipe {
  const { component, version, name, config, needs, inputs } = options;
  const named = typeof name === "string" ? name : name("");
  return {
    component,
    version,
    needs,
    inputs: { ...inputs, name: named, config: JSON.stringify(config) },
    expectedSeconds: 3,
    lane: "io",
    make: async (run) => {
      const layers = await options.layers(run);
      const [image] = await writeImageArchive(join(run.output, "archive"), [{ name, layers, config }]);
      await writeFile(join(run.output, "image.json"), JSON.stringify(image));
    },
  };
}
