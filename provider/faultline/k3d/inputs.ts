import { z } from "zod";

/** k3d's limit (pkg/types/defaults.go, DefaultClusterNameMaxLength). */
const NAME_MAX = 32;

export const K3dInputs = z.object({
  name: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "wants lower case letters, digits and dashes")
    .max(NAME_MAX),
  image: z.string().min(1),
  kubernetesVersion: z.string().regex(/^\d+\.\d+\.\d+/, 'wants a version without the v, e.g. "1.31.6"'),
  serverCount: z.number().int().min(1),
  agents: z.number().int().min(0),
  network: z.string().min(1),
  /** Of the pods on the nodes: imported from the engine where the nodes lack them. */
  images: z.array(z.string()),
  /** `k3s server` arguments, e.g. "--disable=traefik". */
  serverArgs: z.array(z.string().startsWith("--")),
  labels: z.record(z.string(), z.string()),
});

export type K3dInputs = z.infer<typeof K3dInputs>;
