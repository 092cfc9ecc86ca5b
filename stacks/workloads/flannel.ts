import { DaemonSet } from "@pulumi/kubernetes/apps/v1/daemonSet.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import { ClusterRole } from "@pulumi/kubernetes/rbac/v1/clusterRole.js";
import { ClusterRoleBinding } from "@pulumi/kubernetes/rbac/v1/clusterRoleBinding.js";
import * as pulumi from "@pulumi/pulumi";
import type { KindStand } from "../clusters/kind.ts";
import { flannelDaemonSet } from "./flannel/daemon-set.ts";
import { LABELS, NAMESPACE, NET_CONF } from "./flannel/network.ts";

/** flannel over VXLAN, as its release manifest has it: what carries packets between pods of different nodes. */
export class Flannel extends pulumi.ComponentResource {
  constructor(name: string, args: Readonly<Record<string, string>>, stand: KindStand) {
    super("faultline:stacks:Flannel", name);
    const options = stand.objectOptions(this);
    const labels = { ...LABELS, "pod-security.kubernetes.io/enforce": "privileged" };
    const namespace = new Namespace(NAMESPACE, { metadata: { name: NAMESPACE, labels } }, options);
    const within = { ...options, dependsOn: [namespace] };
    const account = new ServiceAccount(
      "flannel",
      { metadata: { name: "flannel", namespace: NAMESPACE, labels: LABELS } },
      within,
    );
    const config = new ConfigMap("kube-flannel-cfg", netConf, within);
    const role = new ClusterRole("flannel", clusterRole, options);
    const binding = new ClusterRoleBinding("flannel", roleBinding, options);
    new DaemonSet("kube-flannel-ds", flannelDaemonSet(args), {
      ...options,
      dependsOn: [account, config, role, binding, ...stand.images],
    });
    this.registerOutputs({});
  }
}

const netConf = {
  metadata: { name: "kube-flannel-cfg", namespace: NAMESPACE, labels: LABELS },
  data: { "net-conf.json": JSON.stringify(NET_CONF) },
};

const clusterRole = {
  metadata: { name: "flannel", labels: LABELS },
  rules: [
    { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
    { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch"] },
    { apiGroups: [""], resources: ["nodes/status"], verbs: ["patch"] },
  ],
};

const roleBinding = {
  metadata: { name: "flannel", labels: LABELS },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "flannel" },
  subjects: [{ kind: "ServiceAccount", name: "flannel", namespace: NAMESPACE }],
};
