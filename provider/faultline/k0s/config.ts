import { stringify } from "yaml";
import type { K0sInputs } from "./inputs.ts";

export const CONFIG_FILE = "/etc/k0s/k0s.yaml";

/**
 * k0s.yaml (https://docs.k0sproject.io/v1.32.3+k0s.0/configuration/). `address` is the controller's own: k0s would take the address
 * of whichever interface it finds first, and a controller that is a node has a bridge.
 */
export function k0sConfig({ config }: Pick<K0sInputs, "config">, address: string | undefined): string {
  const { api, ...rest } = config;
  const given = typeof api === "object" && api !== null && !Array.isArray(api) ? api : {};
  return stringify({
    apiVersion: "k0s.k0sproject.io/v1beta1",
    kind: "ClusterConfig",
    metadata: { name: "k0s" },
    spec: {
      network: { provider: "custom" },
      telemetry: { enabled: false },
      ...rest,
      ...((address !== undefined || api !== undefined) && { api: { ...(address && { address }), ...given } }),
    },
  });
}

/**
 * Beside what a scenario disables: DNS and k0s' network, because a sealed network lets nobody pull kube-router (faultline
 * configures a bridge, see cni.ts), and what would call home.
 */
const NEVER = ["coredns", "autopilot", "helm", "network-provider"];

/** `k0s controller` with its flags. */
export function controllerCommand(inputs: K0sInputs): string[] {
  const { disabledComponents, controllerIsNode } = inputs;
  return [
    ...["k0s", "controller", "--config", CONFIG_FILE],
    `--disable-components=${[...NEVER, ...disabledComponents].join(",")}`,
    ...(controllerIsNode ? ["--enable-worker", "--no-taints"] : []),
  ];
}
