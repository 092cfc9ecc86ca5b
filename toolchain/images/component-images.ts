import { chmod, copyFile, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { RecipeRun } from "../recipe.ts";
import type { ImageToWrite } from "./image-archive.ts";
import { packLayer } from "./layer.ts";

/** Tags of the images kubeadm and the metrics-server manifest ask for. */
export interface ImageVersions {
  readonly kubernetes: string;
  readonly etcd: string;
  readonly coredns: string;
  readonly pause: string;
  readonly metricsServer: string;
}

const KUBE_PROGRAMS = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy"];

/**
 * The images every node has before it starts, under upstream's names. The four kube images share one layer: the multi-call
 * binary under its four names, so that a node unpacks and holds it once.
 */
export async function componentImages(run: RecipeRun, versions: ImageVersions): Promise<ImageToWrite[]> {
  const system = (layer: string) => join(run.needed("system-layers"), `${layer}.tar`);
  const kube = await programLayer(run, "kubernetes", "usr/local/bin/kubernetes", KUBE_PROGRAMS);
  const image = (name: string, layers: readonly string[], entrypoint?: string): ImageToWrite => ({
    name: `registry.k8s.io/${name}`,
    layers,
    config: entrypoint ? { Entrypoint: [entrypoint] } : {},
  });
  const tag = `v${versions.kubernetes}`;
  return [
    ...KUBE_PROGRAMS.map((program) =>
      image(
        `${program}:${tag}`,
        program === "kube-proxy" ? [system("libc"), system("network-tools"), kube] : [kube],
      ),
    ),
    image(`etcd:${versions.etcd}-0`, [system("libc"), system("etcd")]),
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

/** A layer with the binary of a component at `path`, and links to it under `names` beside it. */
async function programLayer(
  run: RecipeRun,
  component: string,
  path: string,
  names: readonly string[] = [],
): Promise<string> {
  const root = join(run.scratch, component);
  const target = join(root, path);
  await mkdir(join(target, ".."), { recursive: true });
  await copyFile(join(run.needed(component), "bin", component), target);
  await chmod(target, 0o755);
  for (const name of names) await symlink(component, join(target, "..", name));
  // The base image's /tmp, which programs with a default directory there expect.
  await mkdir(join(root, "tmp"));
  await chmod(join(root, "tmp"), 0o1777);
  const tar = join(run.scratch, `${component}.tar`);
  await packLayer(run, root, tar);
  return tar;
}
