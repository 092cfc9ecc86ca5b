import type { Context } from "../context.ts";
import { docker, tryDocker } from "../docker.ts";
import { NodeCommandFailed } from "../errors.ts";
import { KUBELET_BASE, KUBELET_CONFIG } from "./kubelet-config.ts";

/** Half a minute: a kubelet on a loaded machine answers within a few seconds of its start. */
const ATTEMPTS = 150;
const HEALTHY_EXIT = 0;
const UNHEALTHY_EXIT = 70;

/** A kubelet that refuses its configuration exits at once, and systemd starts it again every second or so. */
const RESTARTS_TOLERATED = 4;

/** Everything in one `docker exec`: each costs about 0.1 s. Bash's /dev/tcp stands in for curl, which not every image has. */
const SCRIPT = `set -eu
new=$(mktemp ${KUBELET_CONFIG}.XXXXXX)
cat >"$new"
[ -e ${KUBELET_BASE} ] || printf '%s' "$1" >${KUBELET_BASE}
chmod 0644 "$new"
mv -f "$new" ${KUBELET_CONFIG}
systemctl reset-failed kubelet || true
systemctl restart kubelet
for _ in $(seq ${ATTEMPTS}); do
  if (exec 3<>/dev/tcp/127.0.0.1/10248 && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 ') 2>/dev/null; then
    exit ${HEALTHY_EXIT}
  fi
  [ "$(systemctl show --property NRestarts --value kubelet)" -le ${RESTARTS_TOLERATED} ] || break
  sleep 0.2
done
journalctl --unit kubelet --lines 60 --no-pager --output cat | grep '^[EF][0-9]' | tail -3 >&2
exit ${UNHEALTHY_EXIT}`;

export async function readKubeletConfig(context: Context, node: string): Promise<string> {
  return docker(context, ["exec", node, "cat", KUBELET_CONFIG]);
}

/** The file without our settings, where a change has kept it; undefined before the first change. */
export async function readKubeletBase(context: Context, node: string): Promise<string | undefined> {
  const { exitCode, stdout } = await tryDocker(context, ["exec", node, "cat", KUBELET_BASE]);
  return exitCode === 0 ? stdout : undefined;
}

/**
 * Replaces the file and restarts the kubelet; returns why it is not healthy, or null.
 * @throws NodeCommandFailed when that cannot be done at all.
 */
export async function restartKubelet(
  context: Context,
  node: string,
  files: { readonly base: string; readonly config: string },
  signal: AbortSignal,
): Promise<string | null> {
  const args = ["exec", "-i", node, "bash", "-c", SCRIPT, "bash", files.base];
  const result = await tryDocker(context, args, { input: files.config, signal });
  signal.throwIfAborted();
  if (result.exitCode === HEALTHY_EXIT) return null;
  if (result.exitCode === UNHEALTHY_EXIT)
    return `the kubelet of ${node} is not healthy with this configuration: ${result.stderr}`;
  throw new NodeCommandFailed(`cannot restart the kubelet of ${node}`, result, "Does the node run systemd?");
}
