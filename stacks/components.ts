import type { StandSpec } from "./spec.ts";

/** vCluster before this version ran the registry.k8s.io images of the control plane; since, it copies programs out of one image. */
const OWN_KUBERNETES_IMAGE_UNTIL = "0.20.0";

/** Components of the toolchain (names of toolchain/lock.yaml) that a spec needs beside what every stand needs. */
export function componentsFor(spec: StandSpec): readonly string[] {
  const { cluster, policyEngine, vcluster } = spec;
  return [
    ...(cluster.distribution === "kind" && cluster.servers > 1 ? ["haproxy"] : []),
    ...(cluster.distribution === "k3d" ? ["k3d"] : []),
    ...(cluster.podNetwork === "flannel-vxlan" ? ["flannel"] : []),
    ...(policyEngine ? ["network-policies"] : []),
    ...(vcluster ? ["helm", `vcluster-${vcluster.version}`] : []),
    ...(vcluster && vcluster.version !== OWN_KUBERNETES_IMAGE_UNTIL ? ["vcluster-kubernetes"] : []),
  ];
}
