import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { connect } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { placesFrom } from "../../base/places.ts";
import { KUBERNETES_VERSION } from "./kubernetes-version.ts";
import type { InstallOptions } from "./options.ts";

const BINARY = join("plugins", `resource-kubernetes-v${KUBERNETES_VERSION}`, "pulumi-resource-kubernetes");
/** Where the CLI downloads plugins from. */
const DOWNLOADS = { host: "get.pulumi.com", port: 443 };
const REACHABLE_WITHIN_MS = 2000;
const INSTALL_WITHIN_MS = 120_000;

/**
 * Path of the real Kubernetes plugin, or null where there is none: PULUMI_KUBERNETES_PLUGIN, the user's own Pulumi home, our
 * cache, or freshly installed into our cache (never into the user's home).
 */
export async function findRealKubernetesPlugin({
  env,
  exec,
  pulumi,
  download = true,
}: InstallOptions): Promise<string | null> {
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
