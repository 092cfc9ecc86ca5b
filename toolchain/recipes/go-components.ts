import { join } from "node:path";
import semver from "semver";
import { lockedComponent } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";
import type { Recipe } from "../recipe.ts";
import { goRecipe } from "./go-recipe.ts";

/** The recipes of the components that are Go programs, by the component's name in the lock file. */
export interface GoComponents {
  readonly kind: Recipe;
  readonly pulumi: Recipe;
  readonly kubernetes: Recipe;
  readonly kubectl: Recipe;
  readonly metricsServer: Recipe;
  readonly coredns: Recipe;
  readonly pause: Recipe;
}

/** Folder of Go's own build cache. */
export const goCacheIn = (cacheRoot: string): string => join(cacheRoot, "go-build");

/** `cacheRoot` is `places.cache`; Go's own build cache lives in it. */
export function goComponents(lock: Lock, cacheRoot: string): GoComponents {
  const goCache = goCacheIn(cacheRoot);
  const version = (component: string) => lockedComponent(lock, component).version;
  const recipe = (component: string, linked: Record<string, string>, tags?: readonly string[]) =>
    goRecipe({ lock, component, goCache, linked, ...(tags && { tags }) });
  return {
    kind: recipe("kind", {}),
    pulumi: recipe("pulumi", {
      "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${version("pulumi")}`,
    }),
    kubernetes: recipe("kubernetes", kubernetesVersion(version("kubernetes"))),
    // Of its own: a look is a process, and the multi-call binary spends half of its time on starting the other six programs' packages.
    kubectl: recipe("kubectl", kubernetesVersion(version("kubectl"))),
    metricsServer: recipe("metrics-server", metricsServerVersion(version("metrics-server"))),
    // As upstream's Makefile: without it gRPC's tracing keeps the linker from dropping unused methods.
    coredns: recipe("coredns", { "github.com/coredns/coredns/coremain.GitCommit": "faultline" }, [
      "grpcnotrace",
    ]),
    pause: recipe("pause", { "main.version": version("pause") }),
  };
}

/** What upstream's Makefile links in: the program says it at its start, and to the kubelets as its user agent. */
export function metricsServerVersion(version: string): Record<string, string> {
  const values = { gitVersion: `v${version}` };
  return {
    ...inPackage("k8s.io/client-go/pkg/version", values),
    ...inPackage("k8s.io/component-base/version", values),
  };
}

/** What upstream's hack/lib/version.sh links in; kubeadm and the skew checks read gitVersion, the apiserver's /version the rest. */
export function kubernetesVersion(version: string): Record<string, string> {
  const values = {
    gitVersion: `v${version}`,
    gitMajor: String(semver.major(version)),
    gitMinor: String(semver.minor(version)),
    gitTreeState: "archive",
  };
  return {
    ...inPackage("k8s.io/component-base/version", values),
    ...inPackage("k8s.io/client-go/pkg/version", values),
  };
}

function inPackage(path: string, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${path}.${name}`, value]));
}
