import { buildProgram, type ToolIdentity } from "../../toolchain/index.ts";
import { type FindOptions, findRealKubernetesPlugin, KUBERNETES_VERSION } from "./real-kubernetes.ts";

/** What `--plugin` asks for. */
export type KubernetesPlugin = "released" | "stand-in";

export interface ChooseOptions extends FindOptions, Omit<Parameters<typeof buildProgram>[1], "components"> {}

/** Pulumi's own plugin, and where it came from. */
interface ReleasedPlugin {
  readonly path: string;
  readonly identity: ToolIdentity;
}

const COMPONENT = "kubernetes-plugin";

/**
 * The released plugin that is to serve @pulumi/kubernetes, or null for the stand-in. Where nobody asked it is the released one if
 * that is installed or can be downloaded; one in the toolchain's cache does not count, or a run would mean something else after an
 * earlier one. @throws ToolchainUnavailable, ToolchainStepFailed when the released one is asked for and cannot be built.
 */
export async function chooseKubernetesPlugin(
  asked: KubernetesPlugin | undefined,
  options: ChooseOptions,
): Promise<ReleasedPlugin | null> {
  if (asked === "stand-in") return null;
  const path = await findRealKubernetesPlugin(options);
  if (path) {
    const version = KUBERNETES_VERSION;
    return { path, identity: { component: COMPONENT, version, origin: "host", identity: path } };
  }
  return asked === "released" ? buildProgram(COMPONENT, options) : null;
}
