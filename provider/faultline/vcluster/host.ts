import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../context.ts";
import { withScratch } from "../scratch.ts";
import type { VClusterInputs } from "./inputs.ts";

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
