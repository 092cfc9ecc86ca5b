import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { isProperties, type Properties } from "../../protocol/values.ts";
import type { Context } from "../context.ts";
import {
  API_SERVER_BASE,
  API_SERVER_MANIFEST,
  type ApiServerSettings,
  observedApiServer,
  withApiServer,
} from "./api-server-manifest.ts";
import type { Inspected } from "./inspect.ts";
import { type Restart, readInNode, readKept, restart, UNWELL_EXIT, WELL_EXIT } from "./node-files.ts";

type Servers = Inspected["servers"];
interface Settings {
  readonly before: readonly ApiServerSettings[];
  readonly wanted: ApiServerSettings;
}

/** What the inputs, or outputs, say about kube-apiserver. */
export function apiServerOf({ apiServerArgs, apiServerEnv }: Properties): ApiServerSettings {
  return { args: strings(apiServerArgs), env: strings(apiServerEnv) };
}

const strings = (value: Properties[string] | undefined) =>
  value !== undefined && isProperties(value) ? (value as Record<string, string>) : {};

/** Flags and environment of the first server that differs from what is wanted, or what is wanted. */
export async function readApiServers(
  context: Context,
  servers: Servers,
  inputs: Properties,
): Promise<Properties> {
  const wanted = apiServerOf(inputs);
  const manifests = await Promise.all(
    servers.map(({ name }) => readInNode(context, name, API_SERVER_MANIFEST)),
  );
  const { args, env } =
    manifests
      .map((manifest) => observedApiServer(manifest, wanted))
      .find((each) => !isDeepStrictEqual(each, wanted)) ?? wanted;
  return {
    ...(inputs.apiServerArgs !== undefined && { apiServerArgs: { ...args } }),
    ...(inputs.apiServerEnv !== undefined && { apiServerEnv: { ...env } }),
  };
}

/** One server after another, so that the others answer meanwhile; returns why one does not get ready, or null. */
export async function changeApiServers(
  context: Context,
  servers: Servers,
  settings: Settings,
  signal: AbortSignal,
): Promise<string | null> {
  for (const { name } of servers) {
    const reason = await restartApiServer(context, name, settings, signal);
    if (reason !== null) return reason;
  }
  return null;
}

/** kubeadm has no environment for kube-apiserver before its v1beta4 (kind writes that from Kubernetes 1.36 on): it comes after. */
export async function giveEnvironment(
  context: Context,
  servers: Servers,
  inputs: Properties,
  signal: AbortSignal,
): Promise<string | null> {
  const { env } = apiServerOf(inputs);
  if (Object.keys(env).length === 0) return null;
  return changeApiServers(context, servers, { before: [], wanted: { args: {}, env } }, signal);
}

/** Three minutes: on a loaded machine the kubelet takes a minute to replace a static pod. */
const ATTEMPTS = 360;
const NO_SETTINGS: ApiServerSettings = { args: {}, env: {} };

/**
 * Swaps the manifest and waits until another kube-apiserver process is ready. scheduler.conf names this node's own server, where
 * admin.conf may name the load balancer. The kubelet watches the folder, so the new file must not be written in it bit by bit.
 */
const API_SERVER: Restart = {
  program: "kube-apiserver",
  unwell: "does not get ready with these settings",
  remedy: `Is ${API_SERVER_MANIFEST} kubeadm's?`,
  script: `set -u
serving() { for p in /proc/[0-9]*; do read -r -d '' name <"$p/cmdline" && [ "$name" = kube-apiserver ] && echo "\${p#/proc/}"; done 2>/dev/null; }
before=$(serving)
[ -e ${API_SERVER_BASE} ] || printf '%s' "$1" >${API_SERVER_BASE} || exit 1
cat >/etc/kubernetes/kube-apiserver.next && mv -f /etc/kubernetes/kube-apiserver.next ${API_SERVER_MANIFEST} || exit 1
for _ in $(seq ${ATTEMPTS}); do
  now=$(serving)
  if [ -n "$now" ] && [ "$now" != "$before" ] &&
    kubectl --kubeconfig /etc/kubernetes/scheduler.conf --request-timeout 2s get --raw /readyz >/dev/null 2>&1; then
    exit ${WELL_EXIT}
  fi
  sleep 0.5
done
tail -n 5 "$(ls -t /var/log/pods/kube-system_kube-apiserver-*/kube-apiserver/*.log | head -1)" >&2
exit ${UNWELL_EXIT}`,
};

/** Gives a server's kube-apiserver other settings; returns why it does not get ready, or null. */
async function restartApiServer(
  context: Context,
  node: string,
  { before, wanted }: Settings,
  signal: AbortSignal,
): Promise<string | null> {
  const manifest = await readInNode(context, node, API_SERVER_MANIFEST);
  const base =
    (await readKept(context, node, API_SERVER_BASE)) ?? withApiServer(manifest, before, NO_SETTINGS);
  const next = withApiServer(base, [], wanted);
  // Nothing would restart, and the wait would be in vain.
  if (isDeepStrictEqual(parse(next), parse(manifest))) return null;
  return restart(context, node, API_SERVER, { base, next }, signal);
}
