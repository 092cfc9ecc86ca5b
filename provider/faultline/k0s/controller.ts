import { stringify } from "yaml";
import { dockerFailure } from "../../../base/docker.ts";
import type { Context } from "../context.ts";
import { addressOf, docker, tryDocker } from "../docker.ts";
import { CONTAINERD_DROP_IN, conflistOf, PLUGIN_DIR } from "./cni.ts";
import { withImages } from "./images.ts";
import { CLUSTER_LABEL, controllerOf, dataOf, type K0sInputs, pluginsOf } from "./inputs.ts";

/** Port of kube-apiserver (spec.api.port). */
const API_PORT = 6443;
/** The wait strategy asks ten times a second otherwise, and every question starts a kubectl. */
const READY = "sleep 0.4; test -f /var/lib/k0s/pki/admin.conf && k0s kubectl get --raw=/readyz";

/** Of the start of one node. */
export interface NodeLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

interface Limits extends NodeLimits {
  /** What the controller had before it was re-created. */
  readonly address?: string;
}

/** Starts the controller on its data. */
export async function runController(context: Context, inputs: K0sInputs, limits: Limits): Promise<void> {
  const { name, image, network, labels, controllerIsNode, workers } = inputs;
  const ledger = await context.ledger();
  const container = { kind: "container", name: controllerOf(name), dockerHost: context.dockerHost } as const;
  await ledger.record(container);
  // Loaded when first needed: testcontainers takes longer to load than all else in the plugin.
  const { startController, startNode } = await import("./node-container.ts");
  const shared = {
    name: container.name,
    image,
    network,
    labels: { ...labels, [CLUSTER_LABEL]: name },
    command: controllerCommand(inputs),
    ready: READY,
    timeoutMs: limits.timeoutMs,
  };
  const volumes = { "/var/lib/k0s": dataOf(name) };
  const config = { content: k0sConfig(inputs, limits.address), target: CONFIG_FILE };
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
