import type { ClusterSpec, MetricsServerDeployment, StandSpec } from "../spec.ts";
import { UPSTREAM_DEPLOYMENT, UPSTREAM_RULES, UPSTREAM_SERVICE } from "./upstream-manifest.ts";

/** What a scenario's healthy state changes; a part left out is the upstream manifest's. */
interface HealthyOverrides {
  readonly cluster?: Partial<ClusterSpec>;
  readonly dns?: StandSpec["dns"];
  readonly deployment?: Partial<MetricsServerDeployment>;
}

/**
 * A stand on which `kubectl top` works: one kind node without DNS and metrics-server v0.7.2 as its release manifest has it,
 * but with `--kubelet-insecure-tls` (kubeadm's kubelets sign their own serving certificates) and strategy Recreate.
 */
export function healthyStand(overrides: HealthyOverrides = {}): StandSpec {
  return {
    cluster: {
      distribution: "kind",
      version: "1.32.5",
      servers: 1,
      workers: 0,
      kubelet: {},
      apiServerArgs: {},
      ...overrides.cluster,
    },
    dns: overrides.dns ?? null,
    metricsServer: {
      version: "0.7.2",
      clusterRole: UPSTREAM_RULES,
      service: UPSTREAM_SERVICE,
      apiService: {
        serviceName: "metrics-server",
        serviceNamespace: "kube-system",
        servicePort: 443,
        insecureSkipTLSVerify: true,
        caBundle: null,
      },
      deployment: {
        ...UPSTREAM_DEPLOYMENT,
        args: { ...UPSTREAM_DEPLOYMENT.args, "kubelet-insecure-tls": true },
        strategy: "Recreate",
        ...overrides.deployment,
      },
    },
    nodeRules: [],
  };
}
