import type { MachineFacts } from "./facts.ts";

/** Resident memory and page cache of a one-node cluster with metrics-server, MB (seen: 0.5-0.7 GB resident on kind 1.32). */
export const CLUSTER_MEMORY_MB = 1_500;
/** Left to the harness, its workers and Pulumi, MB. */
export const RESERVED_MEMORY_MB = 2_000;
/**
 * A standing cluster takes 0.1 CPU while nothing changes, and with its cell, looks and changes half of one while it lasts. More of them
 * fill the same processors, cost more because everything comes late, and end fewer cells: docs/adr/0033.
 */
export const CLUSTERS_PER_CPU = 2;
/** inotify instances a node opens (systemd, containerd, kubelet, kube-proxy), and what the rest of the machine has open. */
const INOTIFY_PER_NODE = 30;
const INOTIFY_RESERVED = 32;
/** What `raiseInotify` sets as root. */
export const INOTIFY_INSTANCES = 1_024;
/** Writable layer, volumes and logs of one cluster while it lives, MB. */
const CLUSTER_DISK_MB = 1_500;

export interface Budget {
  /** One-node clusters that may stand at once; at least 1. */
  readonly parallel: number;
  /** The resource that decides. */
  readonly boundBy: string;
  readonly limits: Readonly<Record<"memory" | "cpus" | "inotify" | "disk", number>>;
}

/** How many one-node clusters this machine carries at once. */
export function budgetFor(facts: MachineFacts): Budget {
  const instances = facts.root
    ? Math.max(facts.inotify.instances, INOTIFY_INSTANCES)
    : facts.inotify.instances;
  const limits = {
    memory: Math.floor((facts.memory.availableMb - RESERVED_MEMORY_MB) / CLUSTER_MEMORY_MB),
    cpus: facts.cpus * CLUSTERS_PER_CPU,
    inotify: Math.floor((instances - INOTIFY_RESERVED) / INOTIFY_PER_NODE),
    disk: Math.floor(facts.disk.cacheFreeMb / CLUSTER_DISK_MB),
  };
  const [boundBy, least] = Object.entries(limits).reduce((a, b) => (b[1] < a[1] ? b : a));
  return { parallel: Math.max(1, least), boundBy, limits };
}
