import type { Path } from "../../protocol/path.ts";
import type { Properties } from "../../protocol/values.ts";

/** What the provider's settings make changeable (the real provider's options of the same names). */
export interface Mutability {
  readonly enableConfigMapMutable: boolean;
  readonly enableSecretMutable: boolean;
}

/**
 * Fields the API server does not let change, by "<group>/<Kind>": a change means a new object. The same list as the real
 * provider's (pulumi-kubernetes provider/pkg/provider/diff.go), so that previews say the same with either plugin.
 */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  "apps/DaemonSet": ["spec.selector"],
  "apps/Deployment": ["spec.selector"],
  "apps/StatefulSet": [
    "spec.podManagementPolicy",
    "spec.revisionHistoryLimit",
    "spec.selector",
    "spec.serviceName",
    "spec.volumeClaimTemplates",
  ],
  "batch/Job": ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  "rbac.authorization.k8s.io/ClusterRoleBinding": ["roleRef"],
  "rbac.authorization.k8s.io/RoleBinding": ["roleRef"],
  "storage.k8s.io/StorageClass": ["parameters", "provisioner"],
  "/PersistentVolumeClaim": ["spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeName"],
  "/ResourceQuota": ["spec.scopes"],
  "/Secret": ["type"],
  "/Service": ["spec.clusterIP"],
};

/** Of a Pod nothing but images, tolerations and deadlines may change (API validation, ValidatePodUpdate). */
const POD_CHANGEABLE = new Set(["activeDeadlineSeconds", "tolerations", "schedulingGates"]);

export function fixedFields(object: Properties, mutability: Mutability): Path[] {
  const apiVersion = String(object.apiVersion ?? "");
  const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
  const kind = `${group}/${object.kind}`;
  const always: Path[] = [["apiVersion"], ["kind"], ["metadata", "name"], ["metadata", "namespace"]];
  if (kind === "/Pod") return [...always, ...podFields(object)];
  if (kind === "/ConfigMap" && (!mutability.enableConfigMapMutable || object.immutable === true)) {
    return [...always, ["data"], ["binaryData"]];
  }
  if (kind === "/Secret" && (!mutability.enableSecretMutable || object.immutable === true)) {
    return [...always, ["type"], ["data"], ["stringData"]];
  }
  return [...always, ...(FIXED[kind] ?? []).map((path) => path.split("."))];
}

function podFields(pod: Properties): Path[] {
  const spec = typeof pod.spec === "object" && pod.spec !== null && !Array.isArray(pod.spec) ? pod.spec : {};
  return Object.keys(spec)
    .filter((key) => !POD_CHANGEABLE.has(key))
    .map((key) => ["spec", key]);
}
