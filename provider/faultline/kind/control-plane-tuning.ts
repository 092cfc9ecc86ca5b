import { join } from "node:path";
import { isBeta4 } from "./kubeadm-api.ts";

/**
 * What is turned down in the control plane because our clusters live for minutes and several share two cores. Nothing here
 * may change what a scenario observes: no probe of a workload, no kubelet period, no aggregator setting. The one place for such
 * settings.
 */
export function trims(servers: number, kubernetesVersion: string) {
  return {
    /** Sixteen RSA keys cost `kubeadm init` 1.2 to 1.8 s of CPU, ECDSA ones 0.16 s (measured), and every TLS handshake costs less, too. */
    keys: isBeta4(kubernetesVersion)
      ? { encryptionAlgorithm: "ECDSA-P256" }
      : { featureGates: { PublicKeysECDSA: true } },
    /** Several etcds that fsync make the disk the bottleneck (load 30, 40 % iowait with eight clusters). A crash loses the data, and nobody wants it. */
    etcd: { "unsafe-no-fsync": "true", ...(servers > 1 ? PATIENT_ETCD : {}) },
    /**
     * Some sixty caches, each woken every second for its bookmark and fed by a watch of its own: 1.4 of the 6 s of CPU that an idle
     * cluster takes in a minute (measured). They are for thousands of watchers; ours has a few, who are told the same by etcd.
     */
    apiServer: { "watch-cache": "false" },
    /** One server has nobody to elect against: saves the lease writes every 2 s and the wait for the first lease. */
    leaderElection: servers === 1 ? { "leader-elect": "false" } : {},
    /**
     * Two things that kubeadm has no setting for, as patches of its static pods. Three of them are probed every second, though nothing
     * is routed by their readiness: 1.5 of the 11 % of a core that an idle cluster takes (measured); every 10 s instead. And one
     * thread each (GOMAXPROCS): on few cores a second one mostly wakes the first, another 1 of 8 % (measured). Before 1.32 the
     * scheduler had no readiness probe, and half a one is refused.
     */
    ...(minor(kubernetesVersion) < FIRST_PROBED_MINOR ? {} : STATIC_POD_PATCHES),
    /** `faultline` brings CoreDNS as a workload of the stack, because DNS is part of what scenarios describe. */
    skipPhases: ["addon/coredns"],
  };
}

/** Milliseconds. By default a member that gets no CPU for one second costs the leader its place, and every request waits (seen at load 100). */
const PATIENT_ETCD = { "heartbeat-interval": "500", "election-timeout": "5000" } as const;

const PATCHES_ON_NODE = "/kind/faultline-patches";
/** Of a node and of how it joins. Where the engine is another machine's, it mounts an empty folder, and kubeadm changes nothing. */
const STATIC_POD_PATCHES = {
  node: {
    extraMounts: [
      {
        hostPath: join(import.meta.dirname, "kubeadm-patches"),
        containerPath: PATCHES_ON_NODE,
        readOnly: true,
      },
    ],
  },
  joining: { patches: { directory: PATCHES_ON_NODE } },
};
const FIRST_PROBED_MINOR = 32;

const minor = (version: string): number => Number(version.split(".")[1]);
