import { ClusterRole } from "@pulumi/kubernetes/rbac/v1/clusterRole.js";
import { ClusterRoleBinding } from "@pulumi/kubernetes/rbac/v1/clusterRoleBinding.js";
import { RoleBinding } from "@pulumi/kubernetes/rbac/v1/roleBinding.js";
import type { CustomResourceOptions, Resource } from "@pulumi/pulumi";
import type { MetricsServerObject, MetricsServerSpec } from "../../spec.ts";
import { accountWithRole } from "../account.ts";
import { LABELS, METADATA, NAMESPACE } from "./deployment.ts";

const SUBJECTS = [{ kind: "ServiceAccount", name: "metrics-server", namespace: NAMESPACE }];

/** Who metrics-server is and what it may read; returns the ServiceAccount, which the pods need first. */
export function metricsServerRbac(
  { clusterRole, without = [] }: Pick<MetricsServerSpec, "clusterRole" | "without">,
  options: CustomResourceOptions,
): Resource {
  const [account] = accountWithRole(METADATA, { role: "system:metrics-server", rules: clusterRole }, options);
  for (const [object, make] of Object.entries(OTHERS) as [MetricsServerObject, Make][]) {
    if (!without.includes(object)) make(object.slice(object.indexOf("/") + 1), options);
  }
  return account;
}

type Make = (name: string, options: CustomResourceOptions) => void;

/** What any spec may leave out. */
const OTHERS: Readonly<Record<MetricsServerObject, Make>> = {
  "ClusterRole/system:aggregated-metrics-reader": (name, options) => {
    new ClusterRole(name, aggregatedReader(name), options);
  },
  "RoleBinding/metrics-server-auth-reader": (name, options) => {
    const metadata = { name, namespace: NAMESPACE, labels: LABELS };
    const reader = roleRef("Role", "extension-apiserver-authentication-reader");
    new RoleBinding(name, { metadata, roleRef: reader, subjects: SUBJECTS }, options);
  },
  "ClusterRoleBinding/metrics-server:system:auth-delegator": (name, options) => {
    const metadata = { name, labels: LABELS };
    const delegator = roleRef("ClusterRole", "system:auth-delegator");
    new ClusterRoleBinding(name, { metadata, roleRef: delegator, subjects: SUBJECTS }, options);
  },
};

/** Lets the built-in view, edit and admin roles read metrics. */
function aggregatedReader(name: string) {
  const toRoles = ["view", "edit", "admin"].map((role) => [
    `rbac.authorization.k8s.io/aggregate-to-${role}`,
    "true",
  ]);
  return {
    metadata: {
      name,
      labels: { ...LABELS, ...Object.fromEntries(toRoles) },
    },
    rules: [{ apiGroups: ["metrics.k8s.io"], resources: ["pods", "nodes"], verbs: ["get", "list", "watch"] }],
  };
}

function roleRef(kind: "Role" | "ClusterRole", name: string) {
  return { apiGroup: "rbac.authorization.k8s.io", kind, name };
}
