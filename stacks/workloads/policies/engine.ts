import type { DaemonSetArgs } from "@pulumi/kubernetes/apps/v1/daemonSet.js";

/** In the engine's image store it is sigs.k8s.io/kube-network-policies' evaluator behind an NFQUEUE (toolchain/go/network-policies). */
export const POLICIES_IMAGE = "registry.k8s.io/networking/kube-network-policies:v1.1.1";
/** kindnet's is 101, kube-network-policies' own 100. */
export const QUEUE = "100";
export const NAME = "kube-network-policies";
export const METADATA = { name: NAME, namespace: "kube-system", labels: { "k8s-app": NAME } };

/** What the engine reads. */
export const RULES = [
  { apiGroups: [""], resources: ["pods", "namespaces"], verbs: ["list", "watch"] },
  { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: ["list", "watch"] },
];

/** Upstream's install.yaml with the flags of the program in this image. */
export const ENGINE: DaemonSetArgs = {
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
