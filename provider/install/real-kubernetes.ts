import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Exec } from "../../base/exec.ts";
import { placesFrom } from "../../base/places.ts";

const { version } = createRequire(import.meta.url)("@pulumi/kubernetes/package.json") as { version: string };

/** Version of the installed @pulumi/kubernetes: the engine asks for the plugin of exactly this version. */
export const KUBERNETES_VERSION: string = version;

const BINARY = join("plugins", `resource-kubernetes-v${KUBERNETES_VERSION}`, "pulumi-resource-kubernetes");
/** Where the CLI downloads plugins from. */
const DOWNLOADS = { host: "get.pulumi.com", port: 443 };
const REACHABLE_WITHIN_MS = 2000;
const INSTALL_WITHIN_MS = 120_000;

export interface FindOptions {
  /** The Pulumi CLI, asked to install the real Kubernetes plugin. */
  readonly pulumi: string;
  readonly exec: Exec;
  readonly env: NodeJS.ProcessEnv;
  /** False: nothing outside is asked, only an installed real plugin is used. Default true. */
  readonly download?: boolean;
}

/**
 * Path of the real Kubernetes plugin, or null where there is none: PULUMI_KUBERNETES_PLUGIN, the user's own Pulumi home, our
 * cache, or freshly installed into our cache (never into the user's home).
 */
export async function findRealKubernetesPlugin({
  env,
  exec,
  pulumi,
  download = true,
}: FindOptions): Promise<string | null> {
  const home = env.PULUMI_HOME ?? join(homedir(), ".pulumi");
  const ours = join(placesFrom(env).cache, "pulumi-home");
  const candidates = [env.PULUMI_KUBERNETES_PLUGIN, join(home, BINARY), join(ours, BINARY)];
  for (const candidate of candidates) if (candidate && (await isExecutable(candidate))) return candidate;
  if (!download) return null;
  // A proxy may reach what we cannot; without one, five retries of the CLI against an unreachable host cost a minute.
  if (!env.HTTPS_PROXY && !env.https_proxy && !(await isReachable(DOWNLOADS))) return null;
  const args = ["plugin", "install", "resource", "kubernetes", `v${KUBERNETES_VERSION}`];
  const installEnv = { PULUMI_HOME: ours, PULUMI_SKIP_UPDATE_CHECK: "true" };
  await exec(pulumi, args, { env: installEnv, timeoutMs: INSTALL_WITHIN_MS });
  return (await isExecutable(join(ours, BINARY))) ? join(ours, BINARY) : null;
}

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

function isReachable(address: { readonly host: string; readonly port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...address, timeout: REACHABLE_WITHIN_MS });
    const settle = (reachable: boolean) => {
      socket.destroy();
      clearTimeout(timer);
      resolve(reachable);
    };
    const timer = setTimeout(() => settle(false), REACHABLE_WITHIN_MS);
    socket.once("connect", () => settle(true));
    socket.once("error", () => settle(false));
  });
}
