import type { Places } from "../../base/places.ts";
import { debianPackages } from "../debian/packages.ts";
import { engineRecipe } from "../engine/private/recipe.ts";
import { nodeImageRecipe } from "../images/node-image.ts";
import { systemLayersRecipe } from "../images/system-layers.ts";
import { lockedComponent } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";
import type { Recipe } from "../recipe.ts";
import { type GoComponents, goCacheIn, goComponents } from "./go-components.ts";
import { type OnDemandRecipes, onDemandRecipes } from "./on-demand.ts";
import { otherKubernetes } from "./other-kubernetes.ts";

/** The source form of everything, composed. */
export interface SourceRecipes extends GoComponents {
  readonly engine: Recipe;
  readonly nodeImage: Recipe;
  /** What only some cells need. */
  readonly onDemand: OnDemandRecipes;
}

export function sourceRecipes(lock: Lock, places: Places): SourceRecipes {
  const version = (component: string) => lockedComponent(lock, component).version;
  const go = goComponents(lock, places.cache);
  const engine = engineRecipe(version("engine"), debianPackages(lock, "engine"));
  const { kubernetes, coredns, pause, metricsServer, kind } = go;
  const inNode = {
    kubernetes: version("kubernetes"),
    etcd: version("etcd"),
    coredns: version("coredns"),
    pause: version("pause"),
    metricsServer: version("metrics-server"),
  };
  const debian = { node: debianPackages(lock, "node-image"), etcd: debianPackages(lock, "etcd") };
  const usual = { kubernetes, coredns, pause, metricsServer, kind, engine };
  const nodeImage = nodeImageRecipe(inNode, debian, usual);
  const goCache = goCacheIn(places.cache);
  const systemLayers = systemLayersRecipe(debianPackages(lock, "etcd"));
  const others = otherKubernetes(lock, goCache, (version, made) => {
    const versions = { ...inNode, kubernetes: version, etcd: made.etcd.version };
    return nodeImageRecipe(versions, debian, { ...usual, ...made }, `node-image-${version}`);
  });
  const onDemand = {
    ...onDemandRecipes(lock, { goCache, kubernetes, systemLayers, nodeImage }),
    ...others,
  };
  return { ...go, engine, nodeImage, onDemand };
}
