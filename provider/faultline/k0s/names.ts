import { nodeNames } from "../nodes.ts";

/** Label of every container and volume of a k0s cluster: how they are found again. */
export const CLUSTER_LABEL = "faultline.k0s";

/** Containers are named as kind's, so that rules and routes find them alike. */
export const controllerOf = (cluster: string): string => `${cluster}-control-plane`;

export const workersOf = (cluster: string, workers: number): string[] =>
  nodeNames(cluster, "worker", workers);

/** What outlives a controller that is re-created: certificates, etcd, manifests. */
export const dataOf = (cluster: string): string => `${cluster}-data`;

/** CNI plugins for every node. */
export const pluginsOf = (cluster: string): string => `${cluster}-cni`;

/** Whether a container or volume of this name is one of a cluster's, and not of a cluster whose name begins alike. */
export const isPartOf = (cluster: string, name: string): boolean =>
  name.startsWith(`${cluster}-`) &&
  /^(control-plane|worker\d*|data|cni)$/.test(name.slice(cluster.length + 1));
