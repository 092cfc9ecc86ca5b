import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readLock } from "../../../../toolchain/lock/read-lock.ts";
import type { Recipe } from "../../../../toolchain/recipe.ts";
import { GO_FOLDER } from "../../../../toolchain/recipes/go-recipe.ts";
import { kubernetesPluginRecipe } from "../../../../toolchain/recipes/kubernetes-plugin.ts";
import { tempFolder } from "../../../temp-folder.ts";

const recipe = kubernetesPluginRecipe(await readLock(), "/cache");

/** What a recipe runs where its module lies in /modules, and the folder it may scribble in. */
async function made(each: Recipe): Promise<{ readonly lines: readonly string[]; readonly scratch: string }> {
  const lines: string[] = [];
  const scratch = tempFolder("toolchain");
  await each.make({
    ...{ output: "/out", scratch, needed: () => "/needed", signal: new AbortController().signal },
    run: async (_, args) => {
      lines.push(args.join(" "));
      return args[0] === "mod" ? '{ "Dir": "/modules/provider" }' : "go1.26.8";
    },
  });
  return { lines, scratch };
}

test("upstream's schema and mapping are laid beside main.go, for loading the packages and for the build", async () => {
  for (const each of [recipe, ...recipe.needs]) {
    const { lines, scratch } = await made(each);
    const overlay = join(scratch, "overlay.json");
    expect(lines.at(-1)).toContain(`-overlay ${overlay}`);
    const { Replace } = JSON.parse(readFileSync(overlay, "utf8"));
    const upstream = "/modules/provider/cmd/pulumi-resource-kubernetes";
    expect(Replace).toEqual({
      [join(GO_FOLDER, "kubernetes-plugin/schema.json")]: `${upstream}/schema.json`,
      [join(GO_FOLDER, "kubernetes-plugin/terraform-mapping.json")]: `${upstream}/terraform-mapping.json`,
    });
  }
});

test("the plugin says the version that Pulumi asks for", async () => {
  const { lines } = await made(recipe);
  expect(lines.at(-1)).toMatch(/provider\/v4\/pkg\/version\.Version=\d+\.\d+\.\d+ /);
});
