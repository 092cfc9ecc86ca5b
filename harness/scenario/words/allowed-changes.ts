import type { Touch } from "../types.ts";

function ofDeployment(path: string): Touch {
  return { resource: "Deployment", path };
}

/** metrics-server's flags. */
export const ARGS = ofDeployment("spec.template.spec.containers[0].args");
export const CONTAINER_PORTS = ofDeployment("spec.template.spec.containers[0].ports");
export const READINESS = ofDeployment("spec.template.spec.containers[0].readinessProbe");
export const LIVENESS = ofDeployment("spec.template.spec.containers[0].livenessProbe");
export const HOST_NETWORK = ofDeployment("spec.template.spec.hostNetwork");
export const REPLICAS = ofDeployment("spec.replicas");
export const NODE_SELECTOR = ofDeployment("spec.template.spec.nodeSelector");
export const AFFINITY = ofDeployment("spec.template.spec.affinity");
/** What a restart changes, and the CoreDNS pods' digest of their Corefile. */
export const POD_ANNOTATIONS = ofDeployment("spec.template.metadata.annotations");
export const CLUSTER_ROLE_RULES: Touch = { resource: "ClusterRole", path: "rules" };
export const SERVICE_PORTS: Touch = { resource: "Service", path: "spec.ports" };
export const SERVICE_TRAFFIC_POLICY: Touch = { resource: "Service", path: "spec.internalTrafficPolicy" };
export const SERVICE_SELECTOR: Touch = { resource: "Service", path: "spec.selector" };
export const API_SERVICE: Touch = { resource: "APIService", path: "spec" };
/** The KubeletConfiguration of every node. */
export const KUBELET: Touch = { resource: "KindCluster", path: "kubelet" };
/** Flags of every kube-apiserver. */
export const API_SERVER_ARGS: Touch = { resource: "KindCluster", path: "apiServerArgs" };
/** Environment of every kube-apiserver. */
export const API_SERVER_ENV: Touch = { resource: "KindCluster", path: "apiServerEnv" };
export const COREFILE: Touch = { resource: "ConfigMap", path: "data" };

/** flanneld's flags, on every node. */
export const FLANNEL_ARGS: Touch = {
  resource: "DaemonSet",
  path: "spec.template.spec.containers[0].args",
};

/** The resource may come, go or change as a whole. */
export function whole(resource: string): Touch {
  return { resource, path: "" };
}
