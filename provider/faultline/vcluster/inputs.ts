import { z } from "zod";

const name = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "wants lower case letters, digits and dashes");

export const VClusterInputs = z.object({
  // The chart names objects after the release, e.g. `<release>-kubelet-x-…`: Helm's own limit is 53.
  name: name.max(53),
  namespace: name.max(63),
  version: z.string().regex(/^\d+\.\d+\.\d+/, 'wants a version without the v, e.g. "0.20.0"'),
  values: z.record(z.string(), z.json()),
  hostKubeconfig: z.string().min(1),
  address: z.string().min(1),
  nodePort: z.number().int().min(30_000).max(32_767),
});

export type VClusterInputs = z.infer<typeof VClusterInputs>;
