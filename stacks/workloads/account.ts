import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import { ClusterRole } from "@pulumi/kubernetes/rbac/v1/clusterRole.js";
import { ClusterRoleBinding } from "@pulumi/kubernetes/rbac/v1/clusterRoleBinding.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { PolicyRule } from "../spec.ts";

interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A program's account and a ClusterRole bound to it, which its pods need first. `inNamespace`: where the account waits for its namespace. */
export function accountWithRole(
  metadata: Metadata,
  { role = metadata.name, rules }: { readonly role?: string; readonly rules: readonly PolicyRule[] },
  options: CustomResourceOptions,
  inNamespace = options,
): readonly [ServiceAccount, ClusterRole, ClusterRoleBinding] {
  const { name, namespace, ...shared } = metadata;
  const clusterWide = { ...shared, name: role };
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role };
  const subjects = [{ kind: "ServiceAccount", name, namespace }];
  const mutable = rules.map(({ apiGroups, resources, verbs }) => ({
    apiGroups: [...apiGroups],
    resources: [...resources],
    verbs: [...verbs],
  }));
  return [
    new ServiceAccount(name, { metadata }, inNamespace),
    new ClusterRole(role, { metadata: clusterWide, rules: mutable }, options),
    new ClusterRoleBinding(role, { metadata: clusterWide, roleRef, subjects }, options),
  ];
}
