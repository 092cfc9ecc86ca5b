import { lockedComponent } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";
import type { Recipe } from "../recipe.ts";
import { goRecipe } from "./go-recipe.ts";

const MODULE = "github.com/pulumi/pulumi-kubernetes/provider/v4";
const UPSTREAM = "cmd/pulumi-resource-kubernetes";

/** Pulumi's Kubernetes plugin from its own sources: what serves `--plugin released` where the release cannot be downloaded. */
export function kubernetesPluginRecipe(lock: Lock, goCache: string): Recipe {
  const component = "kubernetes-plugin";
  return goRecipe({
    lock,
    component,
    goCache,
    linked: { [`${MODULE}/pkg/version.Version`]: lockedComponent(lock, component).version },
    embeds: {
      module: MODULE,
      files: {
        "schema.json": `${UPSTREAM}/schema.json`,
        "terraform-mapping.json": `${UPSTREAM}/terraform-mapping.json`,
      },
    },
  });
}
