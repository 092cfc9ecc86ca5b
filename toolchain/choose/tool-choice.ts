import { join } from "node:path";
import type { Cache } from "../cache/cache.ts";
import { ToolchainUnavailable } from "../errors.ts";
import type { HostTool } from "../host/find-tool.ts";
import type { ToolIdentity } from "../identity.ts";
import { lockedComponent } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";
import type { Recipe } from "../recipe.ts";
import { downloadRecipe } from "../recipes/download-recipe.ts";
import type { SourceRecipes } from "../recipes/source-recipes.ts";
import type { Tool } from "./tools.ts";

/** Where one tool comes from. A recipe has to be built first; the host's own is there. */
export type ToolChoice =
  | { readonly origin: "host"; readonly tool: HostTool }
  | {
      readonly origin: "release" | "source";
      readonly recipe: Recipe;
      /** Below the recipe's output. */
      readonly file: string;
    };

/**
 * The host's own where it has an accepted version, upstream's binary where the run uses released artefacts, else our own
 * build.
 */
export function chooseTool(
  tool: Tool,
  options: {
    readonly lock: Lock;
    readonly host: ReadonlyMap<Tool, HostTool>;
    readonly released: boolean;
    readonly recipes: SourceRecipes;
  },
): ToolChoice {
  const host = options.host.get(tool);
  if (host) return { origin: "host", tool: host };
  const download = options.released ? downloadRecipe(options.lock, tool) : undefined;
  if (download) return { origin: "release", recipe: download, file: join("bin", tool) };
  const recipe = {
    kind: options.recipes.kind,
    pulumi: options.recipes.pulumi,
    kubectl: options.recipes.kubectl,
    helm: options.recipes.onDemand.helm?.program,
    k3d: options.recipes.onDemand.k3d?.program,
  }[tool];
  if (!recipe) throw new Error(`no recipe makes ${tool}`);
  return { origin: "source", recipe, file: join("bin", recipe.component) };
}

/** Absolute path of a chosen tool's program. */
export function programOf(choice: ToolChoice, outputOf: (recipe: Recipe) => string): string {
  return choice.origin === "host" ? choice.tool.path : join(outputOf(choice.recipe), choice.file);
}

/** For the run's header. Call after the build. */
export async function identityOf(
  tool: string,
  choice: ToolChoice,
  lock: Lock,
  cache: Cache,
): Promise<ToolIdentity> {
  if (choice.origin === "host") {
    const { path, version } = choice.tool;
    return { component: tool, version, origin: "host", identity: `${path} ${version}` };
  }
  const made = await cache.peek(choice.recipe);
  if (!made)
    throw new ToolchainUnavailable(
      `${tool} vanished from the cache while it was used; run the command again`,
    );
  return {
    component: tool,
    version: lockedComponent(lock, tool).version,
    origin: choice.origin,
    identity: made.digest,
  };
}
