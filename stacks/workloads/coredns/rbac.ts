import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import { ClusterRole } from "@pulumi/kubernetes/rbac/v1/clusterRole.js";
import { ClusterRoleBinding } from "@pulumi/kubernetes/rbac/v1/clusterRoleBinding.js";
import type { CustomResourceOptions, Resource } from "@pulumi/pulumi";
import { NAMESPACE } from "./labels.ts";

/** kubeadm's account and rules of CoreDNS; returns what must exist before its pods start. */
export function corednsRbac(options: CustomResourceOptions): Resource[] {
  return [
    new ServiceAccount("coredns", { metadata: { name: "coredns", namespace: NAMESPACE } }, options),
    new ClusterRole(
      "system:coredns",
      {
        metadata: { name: "system:coredns" },
        rules: [
          {
            apiGroups: [""],
            resources: ["endpoints", "services", "pods", "namespaces"],
            verbs: ["list", "watch"],
          },
          { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] },
        ],
      },
      options,
    ),
    new ClusterRoleBinding(
      "system:coredns",
      {
        metadata: { name: "system:coredns" },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "system:coredns" },
        subjects: [{ kind: "ServiceAccount", name: "coredns", namespace: NAMESPACE }],
      },
      options,
    ),
  ];
}
