import { helmFor, KUBERNETES, kindFor, REPORTED } from "../toolchain/versions.ts";
import type { StandSpec } from "./spec.ts";
import { bringsKubernetes } from "./workloads/vcluster/images.ts";

/** Whether a distribution's metrics-server is its own, of the version that it comes with. */
export function bringsMetricsServer({ distribution }: { readonly distribution: string }): boolean {
  return distribution === "k0s";
}

/** What kind's nodes of another Kubernetes than the reported one consist of, what boots them and the kubectl that judges them. */
function nodesOf(kubernetes: string): readonly string[] {
  const etcd = KUBERNETES[kubernetes]?.etcd;
  if (kubernetes === REPORTED.kubernetes || etcd === undefined) return [];
  const programs = ["kubernetes", "kubectl", "node-image"].map((name) => `${name}-${kubernetes}`);
  const kind = kindFor(kubernetes);
  return [...programs, `etcd-${etcd}`, ...(kind === "kind" ? [] : [kind])];
}

/** What kind puts in front of several servers: haproxy up to kind 0.27, Envoy in the one for later Kubernetes. */
function balancerOf(kubernetes: string): string {
  return kindFor(kubernetes) === "kind" ? "haproxy" : "envoy";
}

/** Components of the toolchain (names of toolchain/lock.yaml) that a spec needs beside what every stand needs. */
export function componentsFor(spec: StandSpec): readonly string[] {
  const { cluster, policyEngine, vcluster, metricsServer } = spec;
  // The nodes that we make have the reported one.
  const isThere = bringsMetricsServer(cluster) || metricsServer.version === REPORTED.metricsServer;
  const { distribution, version } = cluster;
  return [
    ...(distribution === "kind" ? nodesOf(version) : []),
    ...(isThere ? [] : [`metrics-server-${metricsServer.version}`]),
    ...(distribution === "kind" && cluster.servers > 1 ? [balancerOf(version)] : []),
    ...(distribution === "k3d" ? ["k3d"] : []),
    ...(cluster.podNetwork === "flannel-vxlan" ? ["flannel"] : []),
    ...(policyEngine ? ["network-policies"] : []),
    ...(vcluster ? [helmFor(vcluster.helm), `vcluster-${vcluster.version}`] : []),
    ...(vcluster && bringsKubernetes(vcluster.version) ? ["vcluster-kubernetes"] : []),
  ];
}
