import { DaemonSet, type DaemonSetArgs } from "@pulumi/kubernetes/apps/v1/daemonSet.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterStand } from "../stand.ts";
import { accountWithRole } from "./account.ts";
import { FLANNEL_IMAGE, LABELS, NAMESPACE, NET_CONF, WRITE_CNI_CONFIG } from "./flannel/network.ts";
import { UNAWAITED } from "./unawaited.ts";

/** flannel over VXLAN, as its release manifest has it: what carries packets between pods of different nodes. */
export class Flannel extends pulumi.ComponentResource {
  constructor(name: string, args: Readonly<Record<string, string>>, stand: ClusterStand) {
    super("faultline:stacks:Flannel", name);
    const options = stand.objectOptions(this);
    const labels = { ...LABELS, "pod-security.kubernetes.io/enforce": "privileged" };
    const namespace = new Namespace(NAMESPACE, { metadata: { name: NAMESPACE, labels } }, options);
    const within = { ...options, dependsOn: [namespace] };
    const metadata = { name: "flannel", namespace: NAMESPACE, labels: LABELS };
    const account = accountWithRole(metadata, { rules: RULES }, options, within);
    const config = new ConfigMap("kube-flannel-cfg", netConf, within);
    new DaemonSet("kube-flannel-ds", flannelDaemonSet(args), {
      ...options,
      dependsOn: [...account, config, ...stand.images],
    });
    this.registerOutputs({});
  }
}

const netConf = {
  metadata: { name: "kube-flannel-cfg", namespace: NAMESPACE, labels: LABELS },
  data: { "net-conf.json": JSON.stringify(NET_CONF) },
};

const RULES = [
  { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
  { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch"] },
  { apiGroups: [""], resources: ["nodes/status"], verbs: ["patch"] },
];

/** Every 5 s, as flanneld does unless told, iptables asked for each of its rules costs a node as much as its kubelet; nobody takes them away. */
const RESYNC = "--iptables-resync=120";

/** The release manifest's DaemonSet; `args` are flags of flanneld without the dashes, beside the manifest's own two. */
function flannelDaemonSet(args: Readonly<Record<string, string>>): DaemonSetArgs {
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
    args: ["--ip-masq", "--kube-subnet-mgr", RESYNC, ...flags],
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
