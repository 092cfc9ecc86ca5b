import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Exec } from "../harness/seams/exec.ts";
import { KUBERNETES_VERSION } from "./install/kubernetes-version.ts";
import { writeLauncher } from "./install/launcher.ts";
import { findRealKubernetesPlugin } from "./install/real-kubernetes.ts";
import { PACKAGE } from "./sdk/package.ts";

export interface InstallOptions {
  /** PULUMI_HOME of the stacks to come; created where absent. */
  readonly pulumiHome: string;
  /** The Pulumi CLI, asked to install the real Kubernetes plugin. */
  readonly pulumi: string;
  readonly exec: Exec;
  readonly env: NodeJS.ProcessEnv;
  /** Which plugin serves @pulumi/kubernetes: the real one where it can be had (default), or the stand-in in any case. */
  readonly kubernetes?: "real where possible" | "stand-in";
}

/**
 * Puts the plugins into `$PULUMI_HOME/plugins/resource-<name>-v<version>/`: the one place the engine looks in without a warning.
 * Returns the names of those a stand-in of ours serves.
 */
export async function installPlugins(
  options: InstallOptions,
): Promise<{ readonly standIns: readonly string[] }> {
  const { pulumiHome } = options;
  await writeLauncher({ pulumiHome, ...PACKAGE, command: ownPlugin("faultline") });
  const real = options.kubernetes === "stand-in" ? null : await findRealKubernetesPlugin(options);
  const command = real ? [real] : ownPlugin("kubernetes");
  await writeLauncher({ pulumiHome, name: "kubernetes", version: KUBERNETES_VERSION, command });
  return { standIns: real ? [] : ["kubernetes"] };
}

/** This process's Node runs our plugins: another one on PATH may be too old to run TypeScript as it is. */
function ownPlugin(name: "faultline" | "kubernetes"): string[] {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  return [process.execPath, join(folder, name, "main.ts")];
}
