import { z } from "zod";
import { nodeNames } from "../nodes.ts";

/** As for kind: a node's container, `<name>-control-plane`, must be a host name of at most 63 characters. */
const NAME_MAX = 39;

export const K0sInputs = z.object({
  name: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "wants lower case letters, digits, dots and dashes")
    .max(NAME_MAX),
  image: z.string().min(1),
  kubernetesVersion: z.string().regex(/^\d+\.\d+\.\d+/, 'wants a version without the v, e.g. "1.32.3"'),
  workers: z.number().int().min(1),
  network: z.string().min(1),
  /** Of the pods on the nodes: copied from the engine for a node image that does not carry them. */
  images: z.array(z.string()),
  cniInstaller: z.string(),
  disabledComponents: z.array(z.string().min(1)),
  config: z.record(z.string(), z.json()),
  controllerIsNode: z.boolean(),
  labels: z.record(z.string(), z.string()),
});

export type K0sInputs = z.infer<typeof K0sInputs>;

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
