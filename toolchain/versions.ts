/** The versions at which the catalog shows its reports: what every cell runs that is not asked for another. */
export const REPORTED = { kubernetes: "1.32.5", metricsServer: "0.7.2" } as const;

/** What is known of a release of Kubernetes, beside where it comes from (lock.yaml). */
interface KubernetesRelease {
  /** The release of etcd whose image its kubeadm asks for (DefaultEtcdVersion in cmd/kubeadm/app/constants/constants.go). */
  readonly etcd: string;
}

/**
 * By version without the `v`; each has a node image and a kubectl of its own in lock.yaml, and kind 0.27 boots them: from 1.35 on a
 * kubelet refuses cgroup v1, and from 1.36 on kind must write another version of kubeadm's configuration.
 */
export const KUBERNETES: Readonly<Record<string, KubernetesRelease>> = {
  "1.32.5": { etcd: "3.5.16" },
  "1.34.4": { etcd: "3.6.5" },
};

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
