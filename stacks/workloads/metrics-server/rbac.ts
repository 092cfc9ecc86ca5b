import { ClusterRole } from "@pulumi/kubernetes/rbac/v1/clusterRole.js";
import { ClusterRoleBinding } from "@pulumi/kubernetes/rbac/v1/clusterRoleBinding.js";
import { RoleBinding } from "@pulumi/kubernetes/rbac/v1/roleBinding.js";
import type { CustomResourceOptions, Resource } from "@pulumi/pulumi";
import type { PolicyRule } from "../../spec.ts";
import { accountWithRole } from "../account.ts";
import { LABELS, METADATA, NAMESPACE } from "./deployment.ts";

const SUBJECTS = [{ kind: "ServiceAccount", name: "metrics-server", namespace: NAMESPACE }];

/** Who metrics-server is and what it may read; returns the ServiceAccount, which the pods need first. */
export function metricsServerRbac(rules: readonly PolicyRule[], options: CustomResourceOptions): Resource {
  const [account] = accountWithRole(METADATA, { role: "system:metrics-server", rules }, options);
  new ClusterRole("system:aggregated-metrics-reader", aggregatedReader(), options);
  new RoleBinding(
    "metrics-server-auth-reader",
    {
      metadata: { name: "metrics-server-auth-reader", namespace: NAMESPACE, labels: LABELS },
      roleRef: roleRef("Role", "extension-apiserver-authentication-reader"),
      subjects: SUBJECTS,
    },
    options,
  );
  const delegator = "metrics-server:system:auth-delegator";
  new ClusterRoleBinding(
    delegator,
    {
      metadata: { name: delegator, labels: LABELS },
      roleRef: roleRef("ClusterRole", "system:auth-delegator"),
      subjects: SUBJECTS,
    },
    options,
  );
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

function roleRef(kind: "Role" | "ClusterRole", name: string) {
  return { apiGroup: "rbac.authorization.k8s.io", kind, name };
}
