import { expect, test } from "vitest";
import { placesFrom } from "../../../../base/places.ts";
import { chooseTool, programOf } from "../../../../toolchain/choose/tool-choice.ts";
import type { Tool } from "../../../../toolchain/choose/tools.ts";
import type { HostTool } from "../../../../toolchain/host/find-tool.ts";
import { readLock } from "../../../../toolchain/lock/read-lock.ts";
import { sourceRecipes } from "../../../../toolchain/recipes/source-recipes.ts";

const lock = await readLock();
const recipes = sourceRecipes(lock, placesFrom({ HOME: "/home/u" }));
const none = new Map<Tool, HostTool>();
const where = (tool: Tool, host: ReadonlyMap<Tool, HostTool>, released: boolean) => {
  const choice = chooseTool(tool, { lock, host, released, recipes });
  return `${choice.origin} ${programOf(choice, (recipe) => `/store/${recipe.component}`)}`;
};

test("the machine's own comes first, whatever else could be had", () => {
  const host = new Map<Tool, HostTool>([["kind", { path: "/usr/bin/kind", version: "0.27.1" }]]);
  expect(where("kind", host, true)).toBe("host /usr/bin/kind");
  expect(where("kind", host, false)).toBe("host /usr/bin/kind");
});

test("with released images, upstream's binary where the lock file knows its digest; else our build", () => {
  expect(where("kubectl", none, true)).toBe("release /store/kubectl-release/bin/kubectl");
  expect(where("pulumi", none, true)).toBe("source /store/pulumi/bin/pulumi");
});

test("without, everything is built, kubectl as a program of its own", () => {
  expect(where("kind", none, false)).toBe("source /store/kind/bin/kind");
  expect(where("kubectl", none, false)).toBe("source /store/kubectl/bin/kubectl");
});
