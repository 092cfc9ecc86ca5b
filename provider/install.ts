import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codeFile } from "../base/code-file.ts";
import { placesFrom } from "../base/places.ts";
import { shellQuote } from "../base/text/shell-quote.ts";
import { KUBERNETES_VERSION } from "./install/real-kubernetes.ts";
import { PACKAGE } from "./sdk/package.ts";

/** A plugin whose code is here: `kubernetes` is the stand-in. */
export type OwnPlugin = "faultline" | "kubernetes";

/** What putting the plugins into place needs of the outside. */
interface InstallOptions {
  readonly env: NodeJS.ProcessEnv;
  /** PULUMI_HOME of the stacks to come; created where absent. */
  readonly pulumiHome: string;
  /** The program that serves @pulumi/kubernetes; null: the stand-in. */
  readonly kubernetes: string | null;
}

/**
 * Puts the plugins into `$PULUMI_HOME/plugins/resource-<name>-v<version>/`: the one place the engine looks in without a warning.
 * Returns the names of those a stand-in of ours serves.
 */
export async function installPlugins(
  options: InstallOptions,
): Promise<{ readonly standIns: readonly OwnPlugin[] }> {
  const { pulumiHome, kubernetes, env } = options;
  const compileCache = join(placesFrom(env).cache, "compile-cache");
  await writeLauncher({ pulumiHome, ...PACKAGE, command: ownPlugin("faultline", compileCache) });
  const command = kubernetes
    ? await releasedPlugin(kubernetes, join(pulumiHome, "kubernetes-plugin"))
    : ownPlugin("kubernetes", compileCache);
  await writeLauncher({ pulumiHome, name: "kubernetes", version: KUBERNETES_VERSION, command });
  return { standIns: kubernetes ? [] : ["kubernetes"] };
}

/**
 * This process's Node runs our plugins: another one on PATH may be too old to run TypeScript as it is. They start several times
 * a cell, and Node's compile cache takes 40 % off that (0.65 to 0.4 s of CPU for `faultline`).
 */
function ownPlugin(name: OwnPlugin, compileCache: string): string[] {
  const program = codeFile(`./${name}/main`, import.meta.url);
  return ["env", `NODE_COMPILE_CACHE=${compileCache}`, process.execPath, program];
}

/** Each start of it writes the kubeconfig, key and all, into a temporary file that it never removes: here it goes with PULUMI_HOME. */
async function releasedPlugin(program: string, temporary: string): Promise<string[]> {
  await mkdir(temporary, { recursive: true, mode: 0o700 });
  return ["env", `TMPDIR=${temporary}`, program];
}

/** Writes the executable the engine starts: a shell script that becomes `command`, so that signals reach the plugin itself. */
async function writeLauncher(plugin: {
  readonly pulumiHome: string;
  readonly name: string;
  readonly version: string;
  readonly command: readonly string[];
}): Promise<void> {
  const folder = join(plugin.pulumiHome, "plugins", `resource-${plugin.name}-v${plugin.version}`);
  const file = join(folder, `pulumi-resource-${plugin.name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, `#!/bin/sh\nexec ${plugin.command.map(shellQuote).join(" ")} "$@"\n`);
  await chmod(file, 0o755);
}
