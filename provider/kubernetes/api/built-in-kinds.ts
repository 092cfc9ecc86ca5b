/**
 * Resources every cluster serves, by "<apiVersion>/<Kind>": plural name and whether it lives in a namespace. They need no
 * discovery, so neither a broken aggregated API nor a group that is gone can get in the way of applying or deleting them.
 */
const NAMESPACED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  v1: {
    ConfigMap: "configmaps",
    Endpoints: "endpoints",
    LimitRange: "limitranges",
    PersistentVolumeClaim: "persistentvolumeclaims",
    Pod: "pods",
    ReplicationController: "replicationcontrollers",
    ResourceQuota: "resourcequotas",
    Secret: "secrets",
    Service: "services",
    ServiceAccount: "serviceaccounts",
  },
  "apps/v1": {
    DaemonSet: "daemonsets",
    Deployment: "deployments",
    ReplicaSet: "replicasets",
    StatefulSet: "statefulsets",
  },
  "batch/v1": { CronJob: "cronjobs", Job: "jobs" },
  "discovery.k8s.io/v1": { EndpointSlice: "endpointslices" },
  "networking.k8s.io/v1": { Ingress: "ingresses", NetworkPolicy: "networkpolicies" },
  "policy/v1": { PodDisruptionBudget: "poddisruptionbudgets" },
  "rbac.authorization.k8s.io/v1": { Role: "roles", RoleBinding: "rolebindings" },
};

const CLUSTER_WIDE: typeof NAMESPACED = {
  v1: { Namespace: "namespaces", Node: "nodes", PersistentVolume: "persistentvolumes" },
  "apiextensions.k8s.io/v1": { CustomResourceDefinition: "customresourcedefinitions" },
  "apiregistration.k8s.io/v1": { APIService: "apiservices" },
  "rbac.authorization.k8s.io/v1": { ClusterRole: "clusterroles", ClusterRoleBinding: "clusterrolebindings" },
  "scheduling.k8s.io/v1": { PriorityClass: "priorityclasses" },
  "storage.k8s.io/v1": { StorageClass: "storageclasses" },
};

export interface KindPlace {
  readonly plural: string;
  readonly namespaced: boolean;
}

export function builtInKind(apiVersion: string, kind: string): KindPlace | null {
  const namespaced = NAMESPACED[apiVersion]?.[kind];
  if (namespaced) return { plural: namespaced, namespaced: true };
  const plural = CLUSTER_WIDE[apiVersion]?.[kind];
  return plural ? { plural, namespaced: false } : null;
}
