import { join } from "node:path";
import type { RecipeRun } from "../recipe.ts";
import type { ImageToWrite } from "./image-archive.ts";
import { RARE_COLLECTION } from "./image-archive.ts";
import { programLayer } from "./program-layer.ts";

/** Tags of the images kubeadm and the metrics-server manifest ask for. */
export interface ImageVersions {
  readonly kubernetes: string;
  readonly etcd: string;
  readonly coredns: string;
  readonly pause: string;
  readonly metricsServer: string;
}

/** The components that a node image's programs come from; without one of its own etcd is Debian's. */
export interface ProgramNames {
  readonly kubernetes: string;
  readonly etcd?: string;
}

const KUBE_PROGRAMS = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy"];

/**
 * The images every node has before it starts, under upstream's names. The four kube images share one layer: the multi-call
 * binary under its four names, so that a node unpacks and holds it once.
 */
export async function componentImages(
  run: RecipeRun,
  versions: ImageVersions,
  { kubernetes, etcd }: ProgramNames,
): Promise<ImageToWrite[]> {
  const system = (layer: string) => join(run.needed("system-layers"), `${layer}.tar`);
  const kube = await programLayer(run, kubernetes, "usr/local/bin/kubernetes", KUBE_PROGRAMS);
  const image = (name: string, layers: readonly string[], entrypoint?: string): ImageToWrite => ({
    name: `registry.k8s.io/${name}`,
    layers,
    config: { Env: [RARE_COLLECTION], ...(entrypoint && { Entrypoint: [entrypoint] }) },
  });
  const tag = `v${versions.kubernetes}`;
  return [
    ...KUBE_PROGRAMS.map((program) =>
      image(
        `${program}:${tag}`,
        program === "kube-proxy" ? [system("libc"), system("network-tools"), kube] : [kube],
      ),
    ),
    image(
      `etcd:${versions.etcd}-0`,
      etcd === undefined
        ? [system("libc"), system("etcd")]
        : [await programLayer(run, etcd, "usr/local/bin/etcd")],
    ),
    image(
      `coredns/coredns:v${versions.coredns}`,
      [await programLayer(run, "coredns", "coredns")],
      "/coredns",
    ),
    image(`pause:${versions.pause}`, [await programLayer(run, "pause", "pause")], "/pause"),
    image(
      `metrics-server/metrics-server:v${versions.metricsServer}`,
      [await programLayer(run, "metrics-server", "metrics-server")],
      "/metrics-server",
    ),
  ];
}
