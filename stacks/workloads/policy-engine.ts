import { DaemonSet } from "@pulumi/kubernetes/apps/v1/daemonSet.js";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import { ClusterRole } from "@pulumi/kubernetes/rbac/v1/clusterRole.js";
import { ClusterRoleBinding } from "@pulumi/kubernetes/rbac/v1/clusterRoleBinding.js";
import * as pulumi from "@pulumi/pulumi";
import { NodeRule } from "../../provider/sdk/index.ts";
import type { KindStand } from "../clusters/kind.ts";
import type { ClusterSpec } from "../spec.ts";
import { ENGINE, METADATA, NAME, QUEUE, RULES } from "./policies/engine.ts";

/** kindnet enforces since kind v0.24; it is in the official node images, unless another pod network is asked for. */
export function cniEnforces(nodeImage: string, { podNetwork }: ClusterSpec): boolean {
  return !nodeImage.startsWith("faultline/") && podNetwork !== "flannel-vxlan";
}

/**
 * Enforces NetworkPolicies: the first packet of every connection that a node forwards waits for a verdict. What the node itself
 * sends to its own pods is not forwarded, and no policy may forbid it. Without the engine packets pass.
 */
export class PolicyEngine extends pulumi.ComponentResource {
  constructor(name: string, stand: KindStand) {
    super("faultline:stacks:PolicyEngine", name);
    const options = stand.objectOptions(this);
    const account = new ServiceAccount(NAME, { metadata: METADATA }, options);
    const { namespace, ...metadata } = METADATA;
    const role = new ClusterRole(NAME, { metadata, rules: RULES }, options);
    const binding = new ClusterRoleBinding(
      NAME,
      {
        metadata,
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: NAME },
        subjects: [{ kind: "ServiceAccount", name: NAME, namespace }],
      },
      options,
    );
    const rule = new NodeRule(
      NAME,
      {
        cluster: stand.clusterName,
        node: "all",
        // A packet the engine accepts goes on with the next table: rules in `filter` still count.
        table: "mangle",
        chain: "FORWARD",
        match: ["-m", "conntrack", "--ctstate", "NEW"],
        target: ["NFQUEUE", "--queue-num", QUEUE, "--queue-bypass"],
        comment: NAME,
      },
      stand.nodeOptions(this),
    );
    new DaemonSet(NAME, ENGINE, { ...options, dependsOn: [account, role, binding, rule, ...stand.images] });
    this.registerOutputs({});
  }
}
