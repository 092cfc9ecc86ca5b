import type { DaemonSetArgs } from "@pulumi/kubernetes/apps/v1/daemonSet.js";
import { UNAWAITED } from "../unawaited.ts";
import { FLANNEL_IMAGE, LABELS, NAMESPACE, WRITE_CNI_CONFIG } from "./network.ts";

/** The release manifest's DaemonSet; `args` are flags of flanneld without the dashes, beside the manifest's own two. */
export function flannelDaemonSet(args: Readonly<Record<string, string>>): DaemonSetArgs {
  return {
    metadata: { name: "kube-flannel-ds", namespace: NAMESPACE, labels: LABELS, annotations: UNAWAITED },
    spec: {
      selector: { matchLabels: LABELS },
      // Nodes are changed together: the network between two settings is of no interest.
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "100%" } },
      template: {
        metadata: { labels: LABELS },
        spec: {
          hostNetwork: true,
          priorityClassName: "system-node-critical",
          serviceAccountName: "flannel",
          terminationGracePeriodSeconds: 5,
          tolerations: [{ effect: "NoSchedule", operator: "Exists" }],
          containers: [flanneld(args), cniConfig],
          volumes: [
            { name: "run", hostPath: { path: "/run/flannel", type: "DirectoryOrCreate" } },
            { name: "cni", hostPath: { path: "/etc/cni/net.d", type: "DirectoryOrCreate" } },
            { name: "flannel-cfg", configMap: { name: "kube-flannel-cfg" } },
            { name: "xtables-lock", hostPath: { path: "/run/xtables.lock", type: "FileOrCreate" } },
          ],
        },
      },
    },
  };
}

function flanneld(args: Readonly<Record<string, string>>) {
  const flags = Object.entries(args).map(([name, value]) => `--${name}=${value}`);
  const field = (fieldPath: string) => ({ valueFrom: { fieldRef: { fieldPath } } });
  return {
    name: "kube-flannel",
    image: FLANNEL_IMAGE,
    imagePullPolicy: "IfNotPresent",
    command: ["/opt/bin/flanneld"],
    args: ["--ip-masq", "--kube-subnet-mgr", ...flags],
    resources: { requests: { cpu: "10m", memory: "50Mi" } },
    securityContext: { privileged: false, capabilities: { add: ["NET_ADMIN", "NET_RAW"] } },
    env: [
      { name: "POD_NAME", ...field("metadata.name") },
      { name: "POD_NAMESPACE", ...field("metadata.namespace") },
    ],
    volumeMounts: [
      { name: "run", mountPath: "/run/flannel" },
      { name: "flannel-cfg", mountPath: "/etc/kube-flannel/" },
      { name: "xtables-lock", mountPath: "/run/xtables.lock" },
    ],
  };
}

const cniConfig = {
  name: "cni-config",
  image: FLANNEL_IMAGE,
  imagePullPolicy: "IfNotPresent",
  command: ["/bin/sh", "-c", WRITE_CNI_CONFIG],
  volumeMounts: [
    { name: "run", mountPath: "/run/flannel", readOnly: true },
    { name: "cni", mountPath: "/etc/cni/net.d" },
  ],
};
