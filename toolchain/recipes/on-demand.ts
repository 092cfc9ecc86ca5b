import { join } from "node:path";
import { debianPackages } from "../debian/packages.ts";
import { busyboxRecipe } from "../images/busybox.ts";
import { envoyImageRecipe } from "../images/envoy-image.ts";
import { haproxyImageRecipe } from "../images/haproxy-image.ts";
import { RARE_COLLECTION } from "../images/image-archive.ts";
import { imageRecipe } from "../images/image-recipe.ts";
import { k3sStandInRecipe } from "../images/k3s-stand-in.ts";
import { programLayer } from "../images/program-layer.ts";
import { lockedComponent, releasedImageOf } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";
import type { Recipe, RecipeRun } from "../recipe.ts";
import { metricsServerVersion } from "./go-components.ts";
import { goRecipe } from "./go-recipe.ts";
import { helmRecipe } from "./helm-recipe.ts";
import { kubernetesPluginRecipe } from "./kubernetes-plugin.ts";
import { vclusterChartRecipe } from "./vcluster-chart.ts";

/** What the components made on demand are made of, beside what is theirs alone. */
export interface Ingredients {
  readonly goCache: string;
  readonly kubernetes: Recipe;
  readonly systemLayers: Recipe;
  readonly nodeImage: Recipe;
}

/** What a component made on demand consists of. */
export interface OnDemandComponent {
  /** A program for the machine, `<output>/bin/<component>`. */
  readonly program?: Recipe;
  /** An image for the engine; see image-recipe.ts. */
  readonly image?: Recipe;
  /** Upstream's image that does the same, under the same name; absent where ours alone will do. */
  readonly releasedImage?: string;
  /** kind's own node image does it by itself (kindnet enforces policies), unless it gets another pod network. */
  readonly inReleasedNodes?: true;
  /** A Helm chart, `<output>/chart`. */
  readonly chart?: Recipe;
}

/** By the component's name in the lock file. */
export type OnDemandRecipes = Readonly<Record<string, OnDemandComponent>>;

const KUBE_PROGRAMS = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"];
/** As k3d v5 asks for it (K3D_IMAGE_TOOLS' default). */
const K3D_TOOLS_IMAGE = "ghcr.io/k3d-io/k3d-tools";
/** Upstream's name: the manifests that use it name what they mean. */
const POLICIES_IMAGE = "registry.k8s.io/networking/kube-network-policies";

/**
 * The components that only some cells need. Images have upstream's names, so that manifests need not know which form they got.
 */
export function onDemandRecipes(lock: Lock, from: Ingredients): OnDemandRecipes {
  const { goCache, kubernetes, systemLayers, nodeImage } = from;
  const version = (component: string) => lockedComponent(lock, component).version;
  const program = (
    component: string,
    linked: Record<string, string> = {},
    more: { cgo?: true; tags?: string[] } = {},
  ) => goRecipe({ lock, component, step: `${component}-program`, goCache, linked, ...more });
  const busybox = busyboxRecipe(version("busybox"), debianPackages(lock, "busybox"));
  const small = (run: RecipeRun) => join(run.needed("busybox"), "layer.tar");
  const system = (run: RecipeRun, layer: string) => join(run.needed("system-layers"), `${layer}.tar`);
  const withIptables = (run: RecipeRun) => [system(run, "libc"), system(run, "network-tools"), small(run)];

  const helm = helmRecipe(lock, "helm", busybox);
  const haproxy = haproxyImageRecipe(
    releasedImageOf(lock, "haproxy"),
    version("haproxy"),
    debianPackages(lock, "haproxy"),
    busybox,
  );
  // Its control plane downloads Helm at the start where it finds none (pkg/controllers/deploy, v0.20.0).
  const vclusterImage = (component: string) =>
    imageRecipe({
      component,
      version: version(component),
      name: releasedImageOf(lock, component),
      // The control plane's programs are children of the syncer.
      config: { Entrypoint: ["/vcluster", "start"], Env: [RARE_COLLECTION] },
      needs: [
        busybox,
        helm,
        program(component, { "github.com/loft-sh/vcluster/pkg/telemetry.SyncerVersion": version(component) }),
      ],
      layers: async (run) => [
        small(run),
        await programLayer(run, "helm", "usr/local/bin/helm"),
        await programLayer(run, `${component}-program`, "vcluster"),
      ],
    });

  const vcluster = (component: string): OnDemandComponent => ({
    image: vclusterImage(component),
    releasedImage: releasedImageOf(lock, component),
    chart: vclusterChartRecipe(component, version(component)),
  });
  const metricsServer = (component: string): OnDemandComponent => ({
    releasedImage: releasedImageOf(lock, component),
    image: imageRecipe({
      component,
      version: version(component),
      name: releasedImageOf(lock, component),
      config: { Entrypoint: ["/metrics-server"], Env: [RARE_COLLECTION] },
      needs: [program(component, metricsServerVersion(version(component)))],
      layers: async (run) => [await programLayer(run, `${component}-program`, "metrics-server")],
    }),
  });
  const eachVersion = (name: string, made: (component: string) => OnDemandComponent) => {
    const versions = Object.keys(lock.components).filter((each) => new RegExp(`^${name}-\\d`).test(each));
    return Object.fromEntries(versions.map((component) => [component, made(component)]));
  };
  const flannelVersion = { "github.com/flannel-io/flannel/pkg/version.Version": `v${version("flannel")}` };
  return {
    busybox: { program: busybox },
    flannel: {
      releasedImage: releasedImageOf(lock, "flannel"),
      image: imageRecipe({
        component: "flannel",
        version: version("flannel"),
        name: releasedImageOf(lock, "flannel"),
        config: { Entrypoint: ["/opt/bin/flanneld"] },
        needs: [
          busybox,
          systemLayers,
          // Its udp backend is C.
          program("flannel", flannelVersion, { cgo: true, tags: ["netgo", "osusergo"] }),
        ],
        layers: async (run) => [
          ...withIptables(run),
          await programLayer(run, "flannel-program", "opt/bin/flanneld"),
        ],
      }),
    },
    haproxy: { releasedImage: releasedImageOf(lock, "haproxy"), image: haproxy },
    envoy: {
      releasedImage: releasedImageOf(lock, "envoy"),
      image: envoyImageRecipe(releasedImageOf(lock, "envoy"), version("envoy"), haproxy),
    },
    helm: { program: helm },
    ...eachVersion("helm", (component) => ({ program: helmRecipe(lock, component, busybox) })),
    ...eachVersion("metrics-server", metricsServer),
    ...eachVersion("vcluster", vcluster),
    "vcluster-kubernetes": {
      releasedImage: releasedImageOf(lock, "vcluster-kubernetes"),
      image: imageRecipe({
        component: "vcluster-kubernetes",
        version: version("vcluster-kubernetes"),
        name: releasedImageOf(lock, "vcluster-kubernetes"),
        config: {},
        needs: [busybox, kubernetes],
        layers: async (run) => [
          small(run),
          await programLayer(run, "kubernetes", "kubernetes/kubernetes", KUBE_PROGRAMS),
        ],
      }),
    },
    "network-policies": {
      inReleasedNodes: true,
      image: imageRecipe({
        component: "network-policies",
        version: version("network-policies"),
        name: `${POLICIES_IMAGE}:v${version("network-policies")}`,
        config: { Entrypoint: ["/bin/network-policies"] },
        needs: [busybox, systemLayers, program("network-policies")],
        layers: async (run) => [
          ...withIptables(run),
          await programLayer(run, "network-policies-program", "usr/bin/network-policies"),
        ],
      }),
    },
    k3d: {
      program: goRecipe({
        lock,
        component: "k3d",
        goCache,
        linked: { "github.com/k3d-io/k3d/v5/version.Version": `v${version("k3d")}` },
      }),
      releasedImage: `${K3D_TOOLS_IMAGE}:${version("k3d")}`,
      // k3d always starts a container of it; ours only waits.
      image: imageRecipe({
        component: "k3d-tools",
        version: version("k3d"),
        name: `${K3D_TOOLS_IMAGE}:${version("k3d")}`,
        config: { Entrypoint: ["/bin/sh", "-c", "trap exit TERM; while :; do sleep 1; done"] },
        needs: [busybox],
        layers: async (run) => [small(run)],
      }),
    },
    "kubernetes-plugin": { program: kubernetesPluginRecipe(lock, goCache) },
    "k3s-stand-in": { image: k3sStandInRecipe(version("k3s-stand-in"), nodeImage) },
  };
}
