import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Context, withScratch } from "../context.ts";

const name = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "wants lower case letters, digits and dashes");

export const VClusterInputs = z.object({
  // The chart names objects after the release, e.g. `<release>-kubelet-x-…`: Helm's own limit is 53.
  name: name.max(53),
  namespace: name.max(63),
  version: z.string().regex(/^\d+\.\d+\.\d+/, 'wants a version without the v, e.g. "0.20.0"'),
  helm: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, 'wants a version without the v, e.g. "4.1.4"')
    .optional(),
  values: z.record(z.string(), z.json()),
  hostKubeconfig: z.string().min(1),
  address: z.string().min(1),
  nodePort: z.number().int().min(30_000).max(32_767),
});

export type VClusterInputs = z.infer<typeof VClusterInputs>;

/** What helm and kubectl need to work on the host, for the length of one call. */
export interface Host {
  /** Private folder, removed afterwards. */
  readonly folder: string;
  /** Path of the host's kubeconfig in it. */
  readonly kubeconfig: string;
}

/** Gives `work` the host's kubeconfig as a file: it is never written where it would last. */
export async function withHost<T>(
  context: Context,
  { name, namespace, hostKubeconfig }: Pick<VClusterInputs, "name" | "namespace" | "hostKubeconfig">,
  work: (host: Host) => Promise<T>,
): Promise<T> {
  return await withScratch(context, `${namespace}-${name}`, async (folder) => {
    const kubeconfig = join(folder, "host-kubeconfig");
    await writeFile(kubeconfig, hostKubeconfig, { mode: 0o600 });
    return await work({ folder, kubeconfig });
  });
}
