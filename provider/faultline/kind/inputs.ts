import { z } from "zod";

/** Linux limits host names to 63 characters, and kind appends "-external-load-balancer" (23 and a dash). */
const NAME_MAX = 39;

export const KindInputs = z.object({
  name: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "wants lower case letters, digits, dots and dashes")
    .max(NAME_MAX),
  nodeImage: z.string().min(1),
  kubernetesVersion: z.string().regex(/^\d+\.\d+\.\d+/, 'wants a version without the v, e.g. "1.32.5"'),
  serverCount: z.number().int().min(1),
  workers: z.number().int().min(0),
  network: z.string().min(1),
  kubelet: z.record(z.string(), z.json()),
  apiServerArgs: z.record(z.string().regex(/^[a-z]/, "flags come without dashes"), z.string()),
  /** No pod network: the nodes stay NotReady until a workload brings one. */
  disableDefaultCNI: z.boolean(),
  apiServerEnv: z.record(z.string().regex(/^\w+$/), z.string()).optional(),
  labels: z.record(z.string(), z.string()),
});

export type KindInputs = z.infer<typeof KindInputs>;
