import type { Places } from "../../harness/seams/places.ts";
import type { DebianPackages } from "../debian/packages.ts";
import { engineRecipe } from "../engine/recipe.ts";
import { LockFileInvalid } from "../errors.ts";
import { nodeImageRecipe } from "../images/node-image.ts";
import { lockedComponent } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";
import type { Recipe } from "../recipe.ts";
import { type GoComponents, goComponents } from "./go-components.ts";

/** The source form of everything, composed. */
export interface SourceRecipes extends GoComponents {
  readonly engine: Recipe;
  readonly nodeImage: Recipe;
}

export function sourceRecipes(lock: Lock, places: Places): SourceRecipes {
  const version = (component: string) => lockedComponent(lock, component).version;
  const go = goComponents(lock, places.cache);
  const engine = engineRecipe(version("engine"), debianPackages(lock, "engine"));
  const { kubernetes, coredns, pause, metricsServer, kind } = go;
  const nodeImage = nodeImageRecipe(
    {
      kubernetes: version("kubernetes"),
      etcd: version("etcd"),
      coredns: version("coredns"),
      pause: version("pause"),
      metricsServer: version("metrics-server"),
    },
    { node: debianPackages(lock, "node-image"), etcd: debianPackages(lock, "etcd") },
    { kubernetes, coredns, pause, metricsServer, kind, engine },
  );
  return { ...go, engine, nodeImage };
}

function debianPackages(lock: Lock, component: string): DebianPackages {
  const { source } = lockedComponent(lock, component);
  if (source && "debian" in source) return source.debian;
  throw new LockFileInvalid(`toolchain/lock.yaml: ${component} has no source.debian`);
}
