import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import { ClusterRole } from "@pulumi/kubernetes/rbac/v1/clusterRole.js";
import { ClusterRoleBinding } from "@pulumi/kubernetes/rbac/v1/clusterRoleBinding.js";
import { RoleBinding } from "@pulumi/kubernetes/rbac/v1/roleBinding.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { PolicyRule } from "../../spec.ts";
import { LABELS, METADATA, NAMESPACE, SUBJECTS } from "./labels.ts";

/** Who metrics-server is and what it may read; returns the ServiceAccount, which the pods need first. */
export function metricsServerRbac(
  rules: readonly PolicyRule[],
  options: CustomResourceOptions,
): ServiceAccount {
  const account = new ServiceAccount("metrics-server", { metadata: METADATA }, options);
  new ClusterRole("system:aggregated-metrics-reader", aggregatedReader(), options);
  new ClusterRole(
    "system:metrics-server",
    {
      metadata: { name: "system:metrics-server", labels: LABELS },
      rules: rules.map(({ apiGroups, resources, verbs }) => ({
        apiGroups: [...apiGroups],
        resources: [...resources],
        verbs: [...verbs],
      })),
    },
    options,
  );
  new RoleBinding(
    "metrics-server-auth-reader",
    {
      metadata: { name: "metrics-server-auth-reader", namespace: NAMESPACE, labels: LABELS },
      roleRef: roleRef("Role", "extension-apiserver-authentication-reader"),
      subjects: SUBJECTS,
    },
    options,
  );
  new ClusterRoleBinding("metrics-server:system:auth-delegator", binding("system:auth-delegator"), options);
  new ClusterRoleBinding("system:metrics-server", binding("system:metrics-server"), options);
  return account;
}

/** Lets the built-in view, edit and admin roles read metrics. */
function aggregatedReader() {
  const toRoles = ["view", "edit", "admin"].map((role) => [
    `rbac.authorization.k8s.io/aggregate-to-${role}`,
    "true",
  ]);
  return {
    metadata: {
      name: "system:aggregated-metrics-reader",
      labels: { ...LABELS, ...Object.fromEntries(toRoles) },
    },
    rules: [{ apiGroups: ["metrics.k8s.io"], resources: ["pods", "nodes"], verbs: ["get", "list", "watch"] }],
  };
}

function binding(role: "system:auth-delegator" | "system:metrics-server") {
  const name = role === "system:metrics-server" ? role : `metrics-server:${role}`;
  return { metadata: { name, labels: LABELS }, roleRef: roleRef("ClusterRole", role), subjects: SUBJECTS };
}

function roleRef(kind: "Role" | "ClusterRole", name: string) {
  return { apiGroup: "rbac.authorization.k8s.io", kind, name };
}
