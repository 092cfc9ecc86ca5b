import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { placesFrom } from "../base/places.ts";
import { KUBERNETES_VERSION } from "./install/kubernetes-version.ts";
import { writeLauncher } from "./install/launcher.ts";
import type { InstallOptions } from "./install/options.ts";
import { findRealKubernetesPlugin } from "./install/real-kubernetes.ts";
import { PACKAGE } from "./sdk/package.ts";

/** A plugin whose code is here: `kubernetes` is the stand-in. */
export type OwnPlugin = "faultline" | "kubernetes";

/**
 * Puts the plugins into `$PULUMI_HOME/plugins/resource-<name>-v<version>/`: the one place the engine looks in without a warning.
 * Returns the names of those a stand-in of ours serves.
 */
export async function installPlugins(
  options: InstallOptions,
): Promise<{ readonly standIns: readonly OwnPlugin[] }> {
  const { pulumiHome } = options;
  const compileCache = join(placesFrom(options.env).cache, "compile-cache");
  await writeLauncher({ pulumiHome, ...PACKAGE, command: ownPlugin("faultline", compileCache) });
  const real = options.kubernetes === "stand-in" ? null : await findRealKubernetesPlugin(options);
  const command = real ? [real] : ownPlugin("kubernetes", compileCache);
  await writeLauncher({ pulumiHome, name: "kubernetes", version: KUBERNETES_VERSION, command });
  return { standIns: real ? [] : ["kubernetes"] };
}

/**
 * This process's Node runs our plugins: another one on PATH may be too old to run TypeScript as it is. They start several times
 * a cell, and Node's compile cache takes 40 % off that (0.65 to 0.4 s of CPU for `faultline`).
 */
function ownPlugin(name: OwnPlugin, compileCache: string): string[] {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  return ["env", `NODE_COMPILE_CACHE=${compileCache}`, process.execPath, join(folder, name, "main.ts")];
}
