import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import type { Context } from "../context.ts";
import { docker, tryDocker } from "../docker.ts";
import { NodeCommandFailed } from "../errors.ts";
import {
  API_SERVER_BASE,
  API_SERVER_MANIFEST,
  type ApiServerSettings,
  withApiServer,
} from "./api-server-manifest.ts";

/** Three minutes: on a loaded machine the kubelet takes a minute to replace a static pod. */
const ATTEMPTS = 360;
const READY_EXIT = 0;
const UNREADY_EXIT = 70;
const NO_SETTINGS: ApiServerSettings = { args: {}, env: {} };

/**
 * Swaps the manifest and waits until another kube-apiserver process is ready. scheduler.conf names this node's own server, where
 * admin.conf may name the load balancer. The kubelet watches the folder, so the new file must not be written in it bit by bit.
 */
const SCRIPT = `set -u
serving() { for p in /proc/[0-9]*; do read -r -d '' name <"$p/cmdline" && [ "$name" = kube-apiserver ] && echo "\${p#/proc/}"; done 2>/dev/null; }
before=$(serving)
[ -e ${API_SERVER_BASE} ] || printf '%s' "$1" >${API_SERVER_BASE} || exit 1
cat >/etc/kubernetes/kube-apiserver.next && mv -f /etc/kubernetes/kube-apiserver.next ${API_SERVER_MANIFEST} || exit 1
for _ in $(seq ${ATTEMPTS}); do
  now=$(serving)
  if [ -n "$now" ] && [ "$now" != "$before" ] &&
    kubectl --kubeconfig /etc/kubernetes/scheduler.conf --request-timeout 2s get --raw /readyz >/dev/null 2>&1; then
    exit ${READY_EXIT}
  fi
  sleep 0.5
done
tail -n 5 "$(ls -t /var/log/pods/kube-system_kube-apiserver-*/kube-apiserver/*.log | head -1)" >&2
exit ${UNREADY_EXIT}`;

export async function readApiServerManifest(context: Context, node: string): Promise<string> {
  return docker(context, ["exec", node, "cat", API_SERVER_MANIFEST]);
}

/**
 * Gives a server's kube-apiserver other settings; returns why it does not get ready, or null.
 * @throws NodeCommandFailed when it cannot be tried.
 */
export async function restartApiServer(
  context: Context,
  node: string,
  { before, wanted }: { readonly before: readonly ApiServerSettings[]; readonly wanted: ApiServerSettings },
  signal: AbortSignal,
): Promise<string | null> {
  const manifest = await readApiServerManifest(context, node);
  const kept = await tryDocker(context, ["exec", node, "cat", API_SERVER_BASE]);
  const base = kept.exitCode === 0 ? kept.stdout : withApiServer(manifest, before, NO_SETTINGS);
  const next = withApiServer(base, [], wanted);
  // Nothing would restart, and the wait would be in vain.
  if (isDeepStrictEqual(parse(next), parse(manifest))) return null;
  const args = ["exec", "-i", node, "bash", "-c", SCRIPT, "bash", base];
  const result = await tryDocker(context, args, { input: next, signal });
  signal.throwIfAborted();
  if (result.exitCode === READY_EXIT) return null;
  if (result.exitCode === UNREADY_EXIT)
    return `the kube-apiserver of ${node} does not get ready with these settings: ${result.stderr}`;
  const remedy = `Is ${API_SERVER_MANIFEST} kubeadm's?`;
  throw new NodeCommandFailed(`cannot restart the kube-apiserver of ${node}`, result, remedy);
}
