import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Recipe } from "../recipe.ts";
import { GO_FOLDER } from "./go-recipe.ts";

/** vCluster's Helm chart of a version as `<output>/chart`: the folder of its Go module, whose hash go.sum pins. */
export function vclusterChartRecipe(component: string, version: string): Recipe {
  const cwd = join(GO_FOLDER, component);
  return {
    component: `${component}-chart`,
    version,
    needs: [],
    inputs: { "go.sum": readFileSync(join(cwd, "go.sum"), "utf8"), module: "github.com/loft-sh/vcluster" },
    expectedSeconds: 5,
    lane: "io",
    make: async ({ run, output }) => {
      const env = { GOFLAGS: "-mod=readonly", GOWORK: "off" };
      const args = ["mod", "download", "-json", "github.com/loft-sh/vcluster"];
      const { Dir } = JSON.parse(await run("go", args, { cwd, env })) as { Dir: string };
      // The module cache is read-only; the cache's copy must be removable.
      await run("cp", ["-r", "--no-preserve=mode", join(Dir, "chart"), join(output, "chart")]);
    },
  };
}
