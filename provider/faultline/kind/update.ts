import { isDeepStrictEqual } from "node:util";
import { ResourceInitFailed } from "../../protocol/failures.ts";
import type { UpdateCall } from "../../protocol/plugin.ts";
import { isProperties, type Properties } from "../../protocol/values.ts";
import type { Context } from "../context.ts";
import { apiServerOf, changeApiServers } from "./api-server.ts";
import { type Inspected, inspectKindCluster } from "./inspect.ts";
import { KUBELET_BASE, KUBELET_CONFIG, withoutSettings, withSettings } from "./kubelet-config.ts";
import { type Restart, readInNode, readKept, restart, UNWELL_EXIT, WELL_EXIT } from "./node-files.ts";
import { filesOf, putFiles, removeFiles } from "./put-files.ts";

/**
 * Changes kubelets and kube-apiservers in place. After a failed update the engine may have forgotten what was tried: kubelets are
 * left alone only if it is kube-apiserver alone that is to change, and a kube-apiserver if its manifest is as wanted.
 */
export async function updateKindCluster(context: Context, call: UpdateCall): Promise<Properties> {
  const { id, oldInputs, inputs, signal } = call;
  const outputs = { ...call.outputs, ...inputs };
  const { nodes, servers } = await inspectKindCluster(context, id);
  const known = [oldInputs, call.outputs];
  const files = filesOf(inputs);
  await putFiles(context, nodes, files, signal);
  const settings = { before: known.map(apiServerOf), wanted: apiServerOf(inputs) };
  const onlyServers =
    known.every(
      (each) => isDeepStrictEqual(each.kubelet, inputs.kubelet) && isDeepStrictEqual(filesOf(each), files),
    ) && settings.before.some((each) => !isDeepStrictEqual(each, settings.wanted));
  const reasons = onlyServers ? [] : await updateKubelets(context, call, nodes);
  reasons.push(await changeApiServers(context, servers, settings, signal));
  const failed = reasons.filter((reason) => reason !== null);
  if (failed.length > 0) {
    const message = "The cluster does not come up with the new settings; correct them and update again.";
    throw new ResourceInitFailed(message, { id, inputs, outputs, reasons: failed });
  }
  // What no setting names any more.
  await removeFiles(context, nodes, known.map(filesOf), files);
  return outputs;
}

/**
 * What a cluster's settings are to name is put into its nodes first, so that it is made without them; returns why something is not
 * well with them, or null.
 */
export async function giveFiles(
  context: Context,
  { nodes, servers }: Inspected,
  { inputs, signal }: Pick<UpdateCall, "inputs" | "signal">,
): Promise<string | null> {
  await putFiles(context, nodes, filesOf(inputs), signal);
  const made = { oldInputs: {}, outputs: {}, inputs, signal };
  const reasons = isDeepStrictEqual(inputs.kubelet, {}) ? [] : await updateKubelets(context, made, nodes);
  const settings = { before: [], wanted: apiServerOf(inputs) };
  reasons.push(await changeApiServers(context, servers, settings, signal));
  return reasons.find((reason) => reason !== null) ?? null;
}

async function updateKubelets(
  context: Context,
  call: Pick<UpdateCall, "oldInputs" | "outputs" | "inputs" | "signal">,
  nodes: Inspected["nodes"],
): Promise<(string | null)[]> {
  const [before = {}, given = {}, after = {}] = [call.oldInputs, call.outputs, call.inputs].map(
    ({ kubelet }) => (isProperties(kubelet) ? kubelet : {}),
  );
  return Promise.all(
    nodes.map(async ({ name }) => {
      const base =
        (await readKept(context, name, KUBELET_BASE)) ??
        withoutSettings(withoutSettings(await readInNode(context, name, KUBELET_CONFIG), given), before);
      return restart(context, name, KUBELET, { base, next: withSettings(base, after) }, call.signal);
    }),
  );
}

/** Half a minute: a kubelet on a loaded machine answers within a few seconds of its start. */
const ATTEMPTS = 150;

/** A kubelet that refuses its configuration exits at once, and systemd starts it again every second or so. */
const RESTARTS_TOLERATED = 4;

/** Everything in one `docker exec`: each costs about 0.1 s. Bash's /dev/tcp stands in for curl, which not every image has. */
const KUBELET: Restart = {
  program: "kubelet",
  unwell: "is not healthy with this configuration",
  remedy: "Does the node run systemd?",
  script: `set -eu
new=$(mktemp ${KUBELET_CONFIG}.XXXXXX)
cat >"$new"
[ -e ${KUBELET_BASE} ] || printf '%s' "$1" >${KUBELET_BASE}
chmod 0644 "$new"
mv -f "$new" ${KUBELET_CONFIG}
systemctl reset-failed kubelet || true
systemctl restart kubelet
for _ in $(seq ${ATTEMPTS}); do
  if (exec 3<>/dev/tcp/127.0.0.1/10248 && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 ') 2>/dev/null; then
    exit ${WELL_EXIT}
  fi
  [ "$(systemctl show --property NRestarts --value kubelet)" -le ${RESTARTS_TOLERATED} ] || break
  sleep 0.2
done
journalctl --unit kubelet --lines 60 --no-pager --output cat | grep '^[EF][0-9]' | tail -3 >&2
exit ${UNWELL_EXIT}`,
};
