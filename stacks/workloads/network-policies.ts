import { DaemonSet, type DaemonSetArgs } from "@pulumi/kubernetes/apps/v1/daemonSet.js";
import { NetworkPolicy, type NetworkPolicyArgs } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import * as pulumi from "@pulumi/pulumi";
import { NodeRule } from "../../provider/sdk/index.ts";
import type { ClusterSpec, NetworkPolicySpec } from "../spec.ts";
import type { ClusterStand } from "../stand.ts";
import { accountWithRole } from "./account.ts";

/** In the engine's image store it is sigs.k8s.io/kube-network-policies' evaluator behind an NFQUEUE (toolchain/go/network-policies). */
export const POLICIES_IMAGE = "registry.k8s.io/networking/kube-network-policies:v1.1.1";
/** kindnet's is 101, kube-network-policies' own 100. */
const QUEUE = "100";
const NAME = "kube-network-policies";
const METADATA = { name: NAME, namespace: "kube-system", labels: { "k8s-app": NAME } };

/** What the engine reads. */
const RULES = [
  { apiGroups: [""], resources: ["pods", "namespaces"], verbs: ["list", "watch"] },
  { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: ["list", "watch"] },
];

/** Upstream's install.yaml with the flags of the program in this image. */
const ENGINE: DaemonSetArgs = {
  metadata: METADATA,
  spec: {
    selector: { matchLabels: METADATA.labels },
    template: {
      metadata: { labels: METADATA.labels },
      spec: {
        hostNetwork: true,
        priorityClassName: "system-node-critical",
        serviceAccountName: NAME,
        terminationGracePeriodSeconds: 1,
        tolerations: [{ operator: "Exists" }],
        containers: [
          {
            name: NAME,
            image: POLICIES_IMAGE,
            imagePullPolicy: "IfNotPresent",
            args: [`--queue=${QUEUE}`, "--node=$(NODE_NAME)"],
            env: [{ name: "NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }],
            resources: { requests: { cpu: "50m", memory: "50Mi" } },
            securityContext: { privileged: false, capabilities: { add: ["NET_ADMIN"] } },
          },
        ],
      },
    },
  },
};

/** kindnet enforces since kind v0.24; it is in the official node images, unless another pod network is asked for. */
export function cniEnforces(nodeImage: string, { podNetwork }: ClusterSpec): boolean {
  return !nodeImage.startsWith("faultline/") && podNetwork !== "flannel-vxlan";
}

/**
 * Enforces NetworkPolicies: the first packet of every connection that a node forwards waits for a verdict. What the node itself
 * sends to its own pods is not forwarded, and no policy may forbid it. Without the engine packets pass.
 */
export class PolicyEngine extends pulumi.ComponentResource {
  constructor(name: string, stand: ClusterStand) {
    super("faultline:stacks:PolicyEngine", name);
    const options = stand.objectOptions(this);
    const account = accountWithRole(METADATA, { rules: RULES }, options);
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
    new DaemonSet(NAME, ENGINE, { ...options, dependsOn: [...account, rule, ...stand.images] });
    this.registerOutputs({});
  }
}

export function networkPolicies(
  policies: readonly NetworkPolicySpec[],
  stand: ClusterStand,
  after: readonly pulumi.Resource[] = [],
): void {
  for (const { name, namespace, spec } of policies) {
    // JSON as the API server takes it: what is wrong in it, it says itself.
    const args = { metadata: { name, namespace }, spec } as unknown as NetworkPolicyArgs;
    new NetworkPolicy(name, args, { ...stand.objectOptions(stand), dependsOn: [...after] });
  }
}
