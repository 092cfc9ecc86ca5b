import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import * as pulumi from "@pulumi/pulumi";
import type { DnsSpec } from "../spec.ts";
import type { ClusterStand } from "../stand.ts";
import { accountWithRole } from "./account.ts";
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

/**
 * `nxdomain`: the cluster's zones are a server block of their own, because within one block `template` runs before
 * `kubernetes` and would answer for cluster names too. `forward`: kubeadm's Corefile.
 */
function corefile({ unknownNames }: DnsSpec): string {
  return unknownNames === "nxdomain" ? CLUSTER_ONLY : FORWARDING;
}

const CLUSTER_ONLY = `cluster.local:53 in-addr.arpa:53 ip6.arpa:53 {
    errors
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
        pods insecure
        ttl 30
    }
    cache 30
    reload
    loadbalance
}
.:53 {
    errors
    health {
        lameduck 5s
    }
    template ANY ANY . {
        rcode NXDOMAIN
    }
    reload
}
`;

const FORWARDING = `.:53 {
    errors
    health {
        lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
        pods insecure
        fallthrough in-addr.arpa ip6.arpa
        ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
        max_concurrent 1000
    }
    cache 30
    loop
    reload
    loadbalance
}
`;
