import { stringify } from "yaml";
import { dockerFailure } from "../../../base/docker.ts";
import { isMapping } from "../../../base/objects.ts";
import type { CreateCall } from "../../protocol/plugin.ts";
import type { Context } from "../context.ts";
import { addressOf, docker, tryDocker } from "../docker.ts";
import { CONTAINERD_DROP_IN, conflistOf, PLUGIN_DIR } from "./cni.ts";
import { withImages } from "./images.ts";
import { CLUSTER_LABEL, controllerOf, dataOf, type K0sInputs, pluginsOf } from "./inputs.ts";

/** Port of kube-apiserver (spec.api.port). */
const API_PORT = 6443;
/** The wait strategy asks ten times a second otherwise, and every question starts a kubectl. */
const READY = "sleep 0.4; test -f /var/lib/k0s/pki/admin.conf && k0s kubectl get --raw=/readyz";

/** A controller's API answers within ten seconds on a quiet machine, a worker within forty. */
const DEFAULT_TIMEOUT_SECONDS = 300;

/** How long one node may take to start. */
export type Limits = Pick<CreateCall, "timeoutSeconds" | "signal">;
export const secondsOf = ({ timeoutSeconds }: Limits): number => timeoutSeconds || DEFAULT_TIMEOUT_SECONDS;

/** What any node's container gets; it is in the ledger when this returns. */
export async function newNode(context: Context, inputs: K0sInputs, name: string, limits: Limits) {
  const { image, network, labels } = inputs;
  const ledger = await context.ledger();
  await ledger.record({ kind: "container", name, dockerHost: context.dockerHost });
  const timeoutMs = secondsOf(limits) * 1_000;
  return { name, image, network, labels: { ...labels, [CLUSTER_LABEL]: inputs.name }, timeoutMs };
}

/** Starts the controller on its data; `address` is what it had before it was re-created. */
export async function runController(
  context: Context,
  inputs: K0sInputs,
  limits: Limits,
  address?: string,
): Promise<void> {
  const { name, controllerIsNode, workers } = inputs;
  const node = await newNode(context, inputs, controllerOf(name), limits);
  // Loaded when first needed: testcontainers takes longer to load than all else in the plugin.
  const { startController, startNode } = await import("./node-container.ts");
  const shared = { ...node, command: controllerCommand(inputs), ready: READY };
  const volumes = { "/var/lib/k0s": dataOf(name) };
  const config = { content: k0sConfig(inputs, address), target: CONFIG_FILE };
  if (!controllerIsNode) await startController({ ...shared, volumes, contents: [config], files: [] });
  else
    await withImages(context, inputs, (files) =>
      startNode({
        ...shared,
        volumes: { ...volumes, [PLUGIN_DIR]: pluginsOf(name) },
        contents: [config, CONTAINERD_DROP_IN, conflistOf(workers)],
        files,
      }),
    );
  limits.signal.throwIfAborted();
}

/** Takes the controller's container away; its data stay. One that was a node is none any more. */
export async function removeController(context: Context, cluster: string, wasNode: boolean): Promise<void> {
  const name = controllerOf(cluster);
  if (wasNode) await docker(context, ["exec", name, "k0s", "kubectl", "delete", "node", name]);
  const removed = await tryDocker(context, ["rm", "-f", "-v", name]);
  if (removed.exitCode !== 0 && dockerFailure(removed) !== "gone")
    await docker(context, ["rm", "-f", "-v", name]);
}

/** What k0s says against a configuration; undefined when nothing. */
export async function refusalOf(context: Context, inputs: K0sInputs): Promise<string | undefined> {
  const args = ["exec", "-i", controllerOf(inputs.name), "k0s", "config", "validate", "--config", "-"];
  const judged = await tryDocker(context, args, { input: k0sConfig(inputs, undefined) });
  return judged.exitCode === 0 ? undefined : `${judged.stdout}\n${judged.stderr}`.trim();
}

/** How the API server is reached from the machine: by the controller's own address, which is among its certificate's names. */
export async function reachOf(context: Context, cluster: string) {
  const name = controllerOf(cluster);
  const url = `https://${await addressOf(context, name)}:${API_PORT}`;
  const admin = await docker(context, ["exec", name, "cat", "/var/lib/k0s/pki/admin.conf"]);
  return { kubeconfig: admin.replace(/^(\s*server:\s*).*$/m, `$1${url}`), servers: [{ name, url }] };
}

const CONFIG_FILE = "/etc/k0s/k0s.yaml";

/**
 * k0s.yaml (https://docs.k0sproject.io/v1.32.3+k0s.0/configuration/). `address` is the controller's own: k0s would take the address
 * of whichever interface it finds first, and a controller that is a node has a bridge.
 */
export function k0sConfig({ config }: Pick<K0sInputs, "config">, address: string | undefined): string {
  const { api, ...rest } = config;
  const given = isMapping(api) ? api : {};
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
