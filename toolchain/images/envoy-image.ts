import { readFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Recipe } from "../recipe.ts";
import { layersIn } from "./image-archive.ts";
import { imageRecipe } from "./image-recipe.ts";
import { packLayer } from "./layer.ts";

const FILES = fileURLToPath(new URL("./envoy", import.meta.url));
const PROGRAMS = ["bash", "envoy"].map((name) => `usr/local/bin/${name}`);

/** The load balancer of kind 0.33, which is Envoy's image: haproxy's with what makes its configuration of the files that kind writes. */
export function envoyImageRecipe(name: string, version: string, haproxy: Recipe): Recipe {
  return imageRecipe({
    component: "envoy",
    version,
    name,
    config: {},
    needs: [haproxy],
    inputs: Object.fromEntries(PROGRAMS.map((path) => [path, readFileSync(join(FILES, path), "utf8")])),
    layers: async (run) => {
      const root = join(run.scratch, "envoy");
      await cp(FILES, root, { recursive: true });
      const layer = join(run.scratch, "envoy.tar");
      await packLayer(run, root, layer);
      return [...(await layersIn(join(run.needed("haproxy"), "archive"))), layer];
    },
  });
}
