/** The versions at which the catalog shows its reports: what every cell runs that is not asked for another. */
export const REPORTED = { kubernetes: "1.32.5", metricsServer: "0.7.2", helm: "3.17.2" } as const;

/** What is known of a release of Kubernetes, beside where it comes from (lock.yaml). */
interface KubernetesRelease {
  /** The release of etcd whose image its kubeadm asks for (DefaultEtcdVersion in cmd/kubeadm/app/constants/constants.go). */
  readonly etcd: string;
  /** The release of kind that boots it: from 1.36 on kubeadm's configuration is v1beta4, which kind 0.27 does not write. */
  readonly kind: string;
  /** No cell has ever passed on it: it is there to be tried, and runs when somebody insists. */
  readonly untried?: true;
}

/** By version without the `v`; each has a node image and a kubectl of its own in lock.yaml. */
export const KUBERNETES: Readonly<Record<string, KubernetesRelease>> = {
  "1.32.5": { etcd: "3.5.16", kind: "0.27.0" },
  "1.34.4": { etcd: "3.6.5", kind: "0.27.0" },
  "1.36.3": { etcd: "3.6.8", kind: "0.33.0", untried: true },
  "1.37.2": { etcd: "3.7.0", kind: "0.33.0" },
};

/** What boots a Kubernetes version: kind's component in lock.yaml, and its program on PATH. One that is not in the table gets every run's. */
export function kindFor(kubernetes: string): string {
  const usual = KUBERNETES[REPORTED.kubernetes]?.kind;
  const { kind = usual } = KUBERNETES[kubernetes] ?? {};
  return kind === usual ? "kind" : `kind-${kind}`;
}

/** What kubelets do on a machine with cgroup v1. */
export const CGROUP_V1 = {
  /** From this version on they refuse it unless they are told not to (`failCgroupV1`). */
  refusedFrom: "1.35.0",
  /** The newest that was seen to work there, told or not. */
  seenUpTo: "1.37",
  remedy: "boot with cgroup v2 (kernel parameter systemd.unified_cgroup_hierarchy=1)",
} as const;

/** The releases of vCluster without the `v`, in their order; each is a component of lock.yaml. */
export const VCLUSTER = ["0.20.0", "0.23.0", "0.30.0", "0.36.1"] as const;

/** What is known of a release of metrics-server, beside where it comes from (lock.yaml). */
interface MetricsServerRelease {
  /** The Kubernetes versions that upstream supports it on, as a range (the compatibility matrix in the README of v0.9.0). */
  readonly kubernetes: string;
  /** `appProtocol` of the Service's port in its release manifest, in which nothing else differs between these versions. */
  readonly appProtocol?: "https";
}

/** By version without the `v`; each is a component of lock.yaml. */
export const METRICS_SERVER: Readonly<Record<string, MetricsServerRelease>> = {
  "0.7.2": { kubernetes: ">=1.27.0" },
  "0.8.0": { kubernetes: ">=1.31.0", appProtocol: "https" },
  "0.9.0": { kubernetes: ">=1.34.0", appProtocol: "https" },
};

/** Applies on the server, and heeds who else has changed a field. */
export const HELM_4 = "4.1.4";
/** The releases of Helm that install a vCluster here. */
export const HELM = [REPORTED.helm, HELM_4] as const;

/** Helm's component in lock.yaml, and its program on PATH. */
export function helmFor(version: string = REPORTED.helm): string {
  return version === REPORTED.helm ? "helm" : `helm-${version}`;
}
