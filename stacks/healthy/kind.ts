import { REPORTED } from "../../toolchain/versions.ts";
import type {
  ClusterSpec,
  MetricsServerDeployment,
  MetricsServerService,
  PolicyRule,
  StandSpec,
} from "../spec.ts";

const PROBE = { periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3 };

/**
 * The knobs of metrics-server's release manifest `components.yaml` v0.7.2
 * (https://github.com/kubernetes-sigs/metrics-server/releases/tag/v0.7.2), with the API server's defaults written out.
 */
export const UPSTREAM_DEPLOYMENT: MetricsServerDeployment = {
  args: {
    "cert-dir": "/tmp",
    "secure-port": "10250",
    "kubelet-preferred-address-types": "InternalIP,ExternalIP,Hostname",
    "kubelet-use-node-status-port": true,
    "metric-resolution": "15s",
  },
  replicas: 1,
  strategy: "RollingUpdate",
  hostNetwork: false,
  containerPort: 10250,
  readiness: { path: "/readyz", initialDelaySeconds: 20, ...PROBE },
  liveness: { path: "/livez", initialDelaySeconds: 0, ...PROBE },
  podAnnotations: {},
};

/** Rules of ClusterRole system:metrics-server. */
const UPSTREAM_RULES: readonly PolicyRule[] = [
  { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
  { apiGroups: [""], resources: ["pods", "nodes"], verbs: ["get", "list", "watch"] },
];

const UPSTREAM_SERVICE: MetricsServerService = {
  selector: { "k8s-app": "metrics-server" },
  port: 443,
  targetPort: "https",
  internalTrafficPolicy: "Cluster",
};

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
      version: REPORTED.kubernetes,
      servers: 1,
      workers: 0,
      kubelet: {},
      apiServerArgs: {},
      ...overrides.cluster,
    },
    dns: overrides.dns ?? null,
    metricsServer: {
      version: REPORTED.metricsServer,
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
