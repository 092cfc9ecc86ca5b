import { compare } from "semver";
import { COREDNS_IMAGE } from "../coredns/deployment.ts";

/** From this version on one image brings the virtual control plane's programs; before, each came from its own. */
const ONE_IMAGE = "0.26.0";

export function bringsKubernetes(version: string): boolean {
  return compare(version, ONE_IMAGE) >= 0;
}

/** Name without registry and tag, as the chart wants it: the open-source build; the chart's default is the commercial one. */
export const SYNCER = "loft-sh/vcluster-oss";
export const ETCD_TAG = "3.5.16-0";

/** Every image a virtual cluster runs: a sealed network lets none be pulled. `kubernetes`: the virtual one's version. */
export function vclusterImages(version: string, kubernetes: string): readonly string[] {
  const programs = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"];
  return [
    `ghcr.io/${SYNCER}:${version}`,
    ...(bringsKubernetes(version)
      ? [`ghcr.io/loft-sh/kubernetes:v${kubernetes}`]
      : programs.map((program) => `registry.k8s.io/${program}:v${kubernetes}`)),
    `registry.k8s.io/etcd:${ETCD_TAG}`,
    COREDNS_IMAGE,
  ];
}
