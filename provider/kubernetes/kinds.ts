import { type Condition, daemonSet, deployment } from "./await/workloads.ts";
import type { ObjectRef } from "./object/fields.ts";

/** What the stand-in has to know of a kind. */
export interface Kind {
  /** As in the API's paths, which need no discovery: neither a broken aggregated API nor a group that is gone gets in the way. */
  readonly plural: string;
  readonly namespaced: boolean;
  /**
   * Fields that the API server does not let change: a change means a new object. The real provider's list
   * (pulumi-kubernetes provider/pkg/provider/diff.go), so that previews say the same with either plugin.
   */
  readonly fixed: readonly string[];
  /** What is waited for, as the real provider does; without it an object is there once it is stored. */
  readonly condition?: Condition;
}

const inNamespaces = (plural: string, fixed: Kind["fixed"] = []) => ({ plural, fixed, namespaced: true });
const clusterWide = (plural: string, fixed: Kind["fixed"] = []) => ({ plural, fixed, namespaced: false });

/** The kinds that stacks/ makes, or a spec's `objects` may have, by "<apiVersion>/<Kind>". */
const MADE: Readonly<Record<string, Kind>> = {
  "v1/ConfigMap": inNamespaces("configmaps", ["data", "binaryData"]),
  "v1/LimitRange": inNamespaces("limitranges"),
  "v1/Namespace": clusterWide("namespaces"),
  // The real provider's list has nearly every field of it; tolerations and a deadline are left out there.
  "v1/Pod": inNamespaces("pods", ["spec"]),
  "v1/ResourceQuota": inNamespaces("resourcequotas", ["spec.scopes"]),
  "v1/Service": inNamespaces("services", ["spec.clusterIP"]),
  "v1/ServiceAccount": inNamespaces("serviceaccounts"),
  "apps/v1/DaemonSet": { ...inNamespaces("daemonsets", ["spec.selector"]), condition: daemonSet },
  "apps/v1/Deployment": { ...inNamespaces("deployments", ["spec.selector"]), condition: deployment },
  "apiregistration.k8s.io/v1/APIService": clusterWide("apiservices"),
  "autoscaling/v2/HorizontalPodAutoscaler": inNamespaces("horizontalpodautoscalers"),
  "batch/v1/Job": inNamespaces("jobs", [
    "spec.completions",
    "spec.parallelism",
    "spec.selector",
    "spec.template",
  ]),
  "networking.k8s.io/v1/NetworkPolicy": inNamespaces("networkpolicies"),
  "rbac.authorization.k8s.io/v1/ClusterRole": clusterWide("clusterroles"),
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding": clusterWide("clusterrolebindings", ["roleRef"]),
  "policy/v1/PodDisruptionBudget": inNamespaces("poddisruptionbudgets"),
  "rbac.authorization.k8s.io/v1/Role": inNamespaces("roles"),
  "rbac.authorization.k8s.io/v1/RoleBinding": inNamespaces("rolebindings", ["roleRef"]),
  "scheduling.k8s.io/v1/PriorityClass": clusterWide("priorityclasses"),
};

/** Only listed, to say what becomes of a Service or why pods are not ready. */
const LISTED: typeof MADE = {
  "discovery.k8s.io/v1/EndpointSlice": inNamespaces("endpointslices"),
};

/** The kind of a resource type, e.g. "kubernetes:core/v1:Service". */
export function kindOfType(type: string): Kind | undefined {
  const [, apiVersion = "", kind = ""] = type.split(":");
  return MADE[`${apiVersion.replace(/^core\//, "")}/${kind}`];
}

/** The kind of an object that the stand-in has made, or lists. */
export function kindOf({ apiVersion, kind }: Pick<ObjectRef, "apiVersion" | "kind">): Kind {
  const name = `${apiVersion}/${kind}`;
  const found = MADE[name] ?? LISTED[name];
  if (!found) throw new Error(`the stand-in for the Kubernetes plugin does not know ${name}`);
  return found;
}

const DEFAULT_NAMESPACE = "default";

/** Path of the collection an object belongs to. */
export function collectionPath(ref: Omit<ObjectRef, "name">): string {
  const { plural, namespaced } = kindOf(ref);
  const group = ref.apiVersion.includes("/") ? `/apis/${ref.apiVersion}` : `/api/${ref.apiVersion}`;
  return namespaced
    ? `${group}/namespaces/${ref.namespace ?? DEFAULT_NAMESPACE}/${plural}`
    : `${group}/${plural}`;
}

export const objectPath = (ref: ObjectRef): string => `${collectionPath(ref)}/${ref.name}`;

/** Path of the collection with nothing in it but the object. */
export const watchPath = (ref: ObjectRef): string =>
  `${collectionPath(ref)}?fieldSelector=metadata.name%3D${ref.name}`;
