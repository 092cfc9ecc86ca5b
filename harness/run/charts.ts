import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { Toolchain } from "../../toolchain/index.ts";

const VCLUSTER = /^vcluster-(\d+\.\d+\.\d+)$/;

/** Makes the folder that FAULTLINE_CHARTS names: `vcluster-<version>/` for every version among the run's components. */
export async function linkCharts(
  folder: string,
  components: readonly string[],
  toolchain: Pick<Toolchain, "vclusterChart">,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const component of components) {
    const version = VCLUSTER.exec(component)?.[1];
    if (version !== undefined) await symlink(toolchain.vclusterChart(version), join(folder, component));
  }
  return folder;
}
