import type { StandSpec } from "./spec.ts";
import { bringsKubernetes } from "./workloads/vcluster/images.ts";

/** Components of the toolchain (names of toolchain/lock.yaml) that a spec needs beside what every stand needs. */
export function componentsFor(spec: StandSpec): readonly string[] {
  const { cluster, policyEngine, vcluster } = spec;
  return [
    ...(cluster.distribution === "kind" && cluster.servers > 1 ? ["haproxy"] : []),
    ...(cluster.distribution === "k3d" ? ["k3d"] : []),
    ...(cluster.podNetwork === "flannel-vxlan" ? ["flannel"] : []),
    ...(policyEngine ? ["network-policies"] : []),
    ...(vcluster ? ["helm", `vcluster-${vcluster.version}`] : []),
    ...(vcluster && bringsKubernetes(vcluster.version) ? ["vcluster-kubernetes"] : []),
  ];
}
