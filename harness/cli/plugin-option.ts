import { Option } from "commander";
import type { KubernetesPlugin } from "../../provider/install/choose-kubernetes.ts";

const PLUGINS: readonly KubernetesPlugin[] = ["released", "stand-in"];

/** What `pluginOption` gives a command. */
export interface PluginChoice {
  readonly plugin?: KubernetesPlugin;
}

/** `--plugin` of the commands that make clusters. */
export const pluginOption = () =>
  new Option(
    "--plugin <which>",
    "which plugin makes the Kubernetes objects: Pulumi's own (built here where it cannot be had) or faultline's stand-in; default: Pulumi's own where that takes no build",
  ).choices(PLUGINS);

/** What a journal says was asked for. */
export function kubernetesPluginOf(option: unknown): KubernetesPlugin | undefined {
  return PLUGINS.find((plugin) => plugin === option);
}
