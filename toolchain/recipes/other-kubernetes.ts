import { lockedComponent } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";
import type { Recipe } from "../recipe.ts";
import { KUBERNETES, kindFor } from "../versions.ts";
import { kubernetesVersion } from "./go-components.ts";
import { goRecipe } from "./go-recipe.ts";
import type { OnDemandRecipes } from "./on-demand.ts";

/** What makes the node image of a Kubernetes version of its programs, and etcd's. */
export type NodeImageOf = (version: string, made: { kubernetes: Recipe; etcd: Recipe }) => Recipe;

/** Node image, kubectl and their programs of every Kubernetes version but the one that all runs have, and the kind that boots it. */
export function otherKubernetes(lock: Lock, goCache: string, nodeImageOf: NodeImageOf): OnDemandRecipes {
  const usual = lockedComponent(lock, "kubernetes").version;
  const others = Object.entries(KUBERNETES).filter(([version]) => version !== usual);
  return Object.assign(
    {},
    ...others.map(([version, { etcd: store }]) => {
      const go = (component: string, linked = {}) => goRecipe({ lock, component, goCache, linked });
      const kubernetes = go(`kubernetes-${version}`, kubernetesVersion(version));
      const etcd = go(`etcd-${store}`);
      const kind = kindFor(version);
      return {
        [kubernetes.component]: { program: kubernetes },
        [etcd.component]: { program: etcd },
        ...(kind !== "kind" && { [kind]: { program: go(kind) } }),
        [`kubectl-${version}`]: { program: go(`kubectl-${version}`, kubernetesVersion(version)) },
        [`node-image-${version}`]: { image: nodeImageOf(version, { kubernetes, etcd }) },
      } satisfies OnDemandRecipes;
    }),
  );
}
