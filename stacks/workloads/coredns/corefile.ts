import type { DnsSpec } from "../../spec.ts";

/**
 * `nxdomain`: the cluster's zones are a server block of their own, because within one block `template` runs before
 * `kubernetes` and would answer for cluster names too. `forward`: kubeadm's Corefile.
 */
export function corefile({ unknownNames }: DnsSpec): string {
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
