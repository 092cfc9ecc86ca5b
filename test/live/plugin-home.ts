import { join } from "node:path";
import { systemExec } from "../../base/exec.ts";
import { systemClock } from "../../base/system-clock.ts";
import { processContext } from "../../harness/context.ts";
import { chooseKubernetesPlugin, type KubernetesPlugin } from "../../provider/install/choose-kubernetes.ts";
import { findRealKubernetesPlugin } from "../../provider/install/real-kubernetes.ts";
import { installPlugins } from "../../provider/install.ts";
import { toolchainStatus } from "../../toolchain/index.ts";
import type { ProgramCluster } from "./program-cluster.ts";

const context = processContext(new AbortController().signal);
const { env, places } = context;

/** A PULUMI_HOME where this plugin serves @pulumi/kubernetes. */
export async function pluginHome(cluster: ProgramCluster, plugin: KubernetesPlugin): Promise<string> {
  const pulumiHome = join(cluster.folder, `home-${plugin}`);
  const { pulumi } = cluster.environment.toolchain.tools;
  const chosen = await chooseKubernetesPlugin(plugin, { ...context, pulumi, progress: () => {} });
  await installPlugins({ pulumiHome, env, kubernetes: chosen?.path ?? null });
  return pulumiHome;
}

/** Both plugins, and why one of them cannot be had here. */
export async function bothPlugins(): Promise<
  readonly { readonly plugin: KubernetesPlugin; readonly missing: string | undefined }[]
> {
  return [
    { plugin: "stand-in", missing: undefined },
    { plugin: "released", missing: await whyNoReleasedPlugin() },
  ];
}

async function whyNoReleasedPlugin(): Promise<string | undefined> {
  if (await findRealKubernetesPlugin({ env, exec: systemExec, pulumi: "pulumi" })) return undefined;
  const status = await toolchainStatus({ places, env, exec: systemExec, clock: systemClock });
  const built = status.some(({ component, ready }) => component === "kubernetes-plugin" && ready);
  // Its build takes longer than all other live tests together where the cache is empty.
  return built ? undefined : "it is not there; `faultline toolchain build kubernetes-plugin` builds it";
}
