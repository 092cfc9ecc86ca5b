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
    "what makes Kubernetes objects for Pulumi: its own plugin, built here if need be, or the stand-in; default: its own where it is installed or can be downloaded",
  ).choices(PLUGINS);
