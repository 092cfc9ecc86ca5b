import type { ContentToCopy } from "testcontainers/build/types.js";
import type { Context } from "../context.ts";
import { docker, tryDocker } from "../docker.ts";
import { type K0sInputs, pluginsOf } from "./inputs.ts";

/**
 * A bridge with addresses of the nth node's /24 of k0s' pod network 10.244.0.0/16. What leaves it gets the node's address, because a
 * controller that is no node knows no way back to a pod. k0s does not take `kube-bridge` for its own address.
 */
export function conflistOf(nth: number): ContentToCopy {
  const ipam = { type: "host-local", ranges: [[{ subnet: `10.244.${nth}.0/24` }]] };
  const bridge = { type: "bridge", bridge: "kube-bridge", isDefaultGateway: true, hairpinMode: true };
  const plugins = [
    { ...bridge, ipMasq: true, ipam },
    { type: "portmap", capabilities: { portMappings: true } },
  ];
  return {
    content: JSON.stringify({ cniVersion: "0.3.1", name: "faultline", plugins }),
    target: "/etc/cni/net.d/00-faultline.conflist",
  };
}

/** containerd must not lower a pod's OOM score where the machine lets nobody (no CAP_SYS_RESOURCE). */
export const CONTAINERD_DROP_IN: ContentToCopy = {
  content: 'version = 2\n[plugins."io.containerd.grpc.v1.cri"]\n  restrict_oom_score_adj = true\n',
  target: "/etc/k0s/containerd.d/faultline.toml",
};

/** Where nodes look for CNI plugins. */
export const PLUGIN_DIR = "/opt/cni/bin";

/**
 * Fills the volume of CNI plugins the way k0s' kube-router DaemonSet fills a node's folder. Without the installer's image it stays empty,
 * and the engine copies into it what the node image has there.
 */
export async function installPlugins(
  context: Context,
  inputs: K0sInputs,
  signal: AbortSignal,
): Promise<void> {
  const known = await tryDocker(context, ["image", "inspect", inputs.cniInstaller], { signal });
  if (known.exitCode !== 0) return;
  const mount = `${pluginsOf(inputs.name)}:/host${PLUGIN_DIR}`;
  const args = ["run", "--rm", "--network", "none", "-v", mount, inputs.cniInstaller, "install"];
  await docker(context, args, { signal });
}
