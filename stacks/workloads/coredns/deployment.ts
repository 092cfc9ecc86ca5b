import { createHash } from "node:crypto";
import type { DeploymentArgs } from "@pulumi/kubernetes/apps/v1/deployment.js";

export const NAMESPACE = "kube-system";
export const LABELS = { "k8s-app": "kube-dns" } as const;
export const COREDNS_IMAGE = "registry.k8s.io/coredns/coredns:v1.11.3";

/** kubeadm's Deployment with one replica. A new Corefile is a new pod: the kubelet takes a minute to refresh a mounted one. */
export function corednsDeployment(corefile: string): DeploymentArgs {
  const digest = createHash("sha256").update(corefile).digest("hex");
  return {
    metadata: { name: "coredns", namespace: NAMESPACE, labels: LABELS },
    spec: {
      replicas: 1,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
      selector: { matchLabels: LABELS },
      template: {
        metadata: { labels: LABELS, annotations: { "checksum/corefile": digest } },
        spec: {
          priorityClassName: "system-cluster-critical",
          serviceAccountName: "coredns",
          nodeSelector: { "kubernetes.io/os": "linux" },
          tolerations: [
            { key: "CriticalAddonsOnly", operator: "Exists" },
            { key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" },
          ],
          dnsPolicy: "Default",
          containers: [container],
          volumes: [
            {
              name: "config-volume",
              configMap: { name: "coredns", items: [{ key: "Corefile", path: "Corefile" }] },
            },
          ],
        },
      },
    },
  };
}

const container = {
  name: "coredns",
  image: COREDNS_IMAGE,
  imagePullPolicy: "IfNotPresent",
  args: ["-conf", "/etc/coredns/Corefile"],
  resources: { limits: { memory: "170Mi" }, requests: { cpu: "100m", memory: "70Mi" } },
  ports: [
    { name: "dns", containerPort: 53, protocol: "UDP" },
    { name: "dns-tcp", containerPort: 53, protocol: "TCP" },
    { name: "metrics", containerPort: 9153, protocol: "TCP" },
  ],
  volumeMounts: [{ name: "config-volume", mountPath: "/etc/coredns", readOnly: true }],
  livenessProbe: {
    httpGet: { path: "/health", port: 8080, scheme: "HTTP" },
    initialDelaySeconds: 60,
    timeoutSeconds: 5,
    failureThreshold: 5,
  },
  // kubeadm leaves the period at 10 s; DNS is scenery here and need not be waited for that long.
  readinessProbe: { httpGet: { path: "/ready", port: 8181, scheme: "HTTP" }, periodSeconds: 1 },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { add: ["NET_BIND_SERVICE"], drop: ["ALL"] },
    readOnlyRootFilesystem: true,
  },
};
