import { DaemonSet } from "@pulumi/kubernetes/apps/v1/daemonSet.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterStand } from "../stand.ts";
import { accountWithRole } from "./account.ts";
import { flannelDaemonSet } from "./flannel/daemon-set.ts";
import { LABELS, NAMESPACE, NET_CONF } from "./flannel/network.ts";

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
