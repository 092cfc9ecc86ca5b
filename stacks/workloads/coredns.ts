import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import * as pulumi from "@pulumi/pulumi";
import type { DnsSpec } from "../spec.ts";
import type { ClusterStand } from "../stand.ts";
import { accountWithRole } from "./account.ts";
import { corefile } from "./coredns/corefile.ts";
import { corednsDeployment, LABELS, NAMESPACE } from "./coredns/deployment.ts";

/** kubeadm's address of the cluster DNS, which kubelets write into every pod's resolv.conf. */
const CLUSTER_DNS = "10.96.0.10";

/** kubeadm's rules of CoreDNS. */
const RULES = [
  { apiGroups: [""], resources: ["endpoints", "services", "pods", "namespaces"], verbs: ["list", "watch"] },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] },
];

/** CoreDNS as kubeadm would install it (the addon itself is always skipped, so that a spec decides what it answers). */
export class CoreDNS extends pulumi.ComponentResource {
  constructor(name: string, spec: DnsSpec, stand: ClusterStand) {
    super("faultline:stacks:CoreDNS", name);
    const options = stand.objectOptions(this);
    const config = corefile(spec);
    const metadata = { name: "coredns", namespace: NAMESPACE };
    const configMap = new ConfigMap("coredns", { metadata, data: { Corefile: config } }, options);
    const account = accountWithRole(metadata, { role: "system:coredns", rules: RULES }, options);
    new Deployment("coredns", corednsDeployment(config), {
      ...options,
      dependsOn: [configMap, ...account, ...stand.images],
      customTimeouts: { create: "3m", update: "3m" },
    });
    new Service(
      "kube-dns",
      {
        metadata: { name: "kube-dns", namespace: NAMESPACE, labels: LABELS },
        spec: {
          clusterIP: CLUSTER_DNS,
          selector: LABELS,
          ports: [
            { name: "dns", port: 53, protocol: "UDP", targetPort: 53 },
            { name: "dns-tcp", port: 53, protocol: "TCP", targetPort: 53 },
          ],
        },
      },
      options,
    );
    this.registerOutputs({});
  }
}
