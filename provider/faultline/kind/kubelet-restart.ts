import type { Context } from "../context.ts";
import { docker, tryDocker } from "../docker.ts";
import { NodeCommandFailed } from "../errors.ts";
import { KUBELET_CONFIG } from "./kubelet-config.ts";

/** Half a minute: a kubelet on a loaded machine answers within a few seconds of its start. */
const ATTEMPTS = 150;
const HEALTHY_EXIT = 0;
const UNHEALTHY_EXIT = 70;

/** Everything in one `docker exec`: each costs about 0.1 s. Bash's /dev/tcp stands in for curl, which not every image has. */
const SCRIPT = `set -eu
cat >${KUBELET_CONFIG}.new
mv -f ${KUBELET_CONFIG}.new ${KUBELET_CONFIG}
systemctl reset-failed kubelet || true
systemctl restart kubelet
for _ in $(seq ${ATTEMPTS}); do
  if (exec 3<>/dev/tcp/127.0.0.1/10248 && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 ') 2>/dev/null; then
    exit ${HEALTHY_EXIT}
  fi
  sleep 0.2
done
journalctl -u kubelet -n 20 --no-pager -o cat >&2
exit ${UNHEALTHY_EXIT}`;

export async function readKubeletConfig(context: Context, node: string): Promise<string> {
  return docker(context, ["exec", node, "cat", KUBELET_CONFIG]);
}

/** Replaces the file and restarts the kubelet; returns why it is not healthy, or null. Throws when that cannot be done at all. */
export async function restartKubelet(
  context: Context,
  node: string,
  file: string,
  signal: AbortSignal,
): Promise<string | null> {
  const result = await tryDocker(context, ["exec", "-i", node, "bash", "-c", SCRIPT], {
    input: file,
    signal,
  });
  signal.throwIfAborted();
  if (result.exitCode === HEALTHY_EXIT) return null;
  if (result.exitCode === UNHEALTHY_EXIT)
    return `the kubelet of ${node} is not healthy with this configuration: ${result.stderr}`;
  throw new NodeCommandFailed(`cannot restart the kubelet of ${node}`, result, "Does the node run systemd?");
}
