/** The versions at which the catalog shows its reports: what every cell runs that is not asked for another. */
export const REPORTED = { kubernetes: "1.32.5", metricsServer: "0.7.2" } as const;

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
