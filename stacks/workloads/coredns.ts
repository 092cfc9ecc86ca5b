import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import * as pulumi from "@pulumi/pulumi";
import type { KindStand } from "../clusters/kind.ts";
import type { DnsSpec } from "../spec.ts";
import { corefile } from "./coredns/corefile.ts";
import { corednsDeployment } from "./coredns/deployment.ts";
import { LABELS, NAMESPACE } from "./coredns/labels.ts";
import { corednsRbac } from "./coredns/rbac.ts";

/** kubeadm's address of the cluster DNS, which kubelets write into every pod's resolv.conf. */
const CLUSTER_DNS = "10.96.0.10";

/** CoreDNS as kubeadm would install it (the addon itself is always skipped, so that a spec decides what it answers). */
export class CoreDNS extends pulumi.ComponentResource {
  constructor(name: string, spec: DnsSpec, stand: KindStand) {
    super("faultline:stacks:CoreDNS", name);
    const options = stand.objectOptions(this);
    const config = corefile(spec);
    const metadata = { name: "coredns", namespace: NAMESPACE };
    const configMap = new ConfigMap("coredns", { metadata, data: { Corefile: config } }, options);
    const rbac = corednsRbac(options);
    new Deployment("coredns", corednsDeployment(config), {
      ...options,
      dependsOn: [configMap, ...rbac, ...stand.images],
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
