import type { MetricsServerDeployment, MetricsServerService, PolicyRule } from "../spec.ts";

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
  readiness: {
    path: "/readyz",
    initialDelaySeconds: 20,
    periodSeconds: 10,
    timeoutSeconds: 1,
    failureThreshold: 3,
  },
  liveness: {
    path: "/livez",
    initialDelaySeconds: 0,
    periodSeconds: 10,
    timeoutSeconds: 1,
    failureThreshold: 3,
  },
  podAnnotations: {},
};

/** Rules of ClusterRole system:metrics-server. */
export const UPSTREAM_RULES: readonly PolicyRule[] = [
  { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
  { apiGroups: [""], resources: ["pods", "nodes"], verbs: ["get", "list", "watch"] },
];

export const UPSTREAM_SERVICE: MetricsServerService = {
  selector: { "k8s-app": "metrics-server" },
  port: 443,
  targetPort: "https",
  internalTrafficPolicy: "Cluster",
};
