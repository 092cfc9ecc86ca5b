import { z } from "zod";
import { podSchema } from "../observe/pod-object.ts";
import type { ActSeams } from "./act.ts";

const podList = z.object({ items: z.array(podSchema) });
const POLL_MS = 500;
const TIMEOUT_MS = 10_000;
/** Longer than nodes take to start their own pods; beyond it the symptom itself says what is wrong. */
const PATIENCE_MS = 60_000;

/**
 * Waits until every container of the cluster has run for `seconds`. The time is the containers' own, not the time since the
 * cluster was made: on a busy machine they start later.
 */
export async function settle(seconds: number, seams: ActSeams): Promise<void> {
  const deadline = seams.clock.now() + seconds * 1_000 + PATIENCE_MS;
  while (seams.clock.now() < deadline) {
    const youngest = await youngestStart(seams);
    if (youngest !== undefined && seams.clock.now() - youngest >= seconds * 1_000) return;
    await seams.clock.sleep(POLL_MS, seams.signal);
  }
}

/** When the last container started, milliseconds since the epoch; undefined while one has yet to. */
async function youngestStart({ kubectl, kubeconfig, scratchDir, exec, signal }: ActSeams) {
  const args = ["--kubeconfig", kubeconfig, "--cache-dir", `${scratchDir}/settle`];
  const get = ["get", "pods", "--all-namespaces", "--output", "json"];
  const { exitCode, stdout } = await exec(kubectl, [...args, ...get], { timeoutMs: TIMEOUT_MS, signal });
  if (exitCode !== 0) return undefined;
  const starts = podList
    .parse(JSON.parse(stdout))
    .items.flatMap(({ status }) =>
      status.containerStatuses.length === 0
        ? [Number.NaN]
        : status.containerStatuses.map(({ state }) => Date.parse(state.running?.startedAt ?? "")),
    );
  return starts.length === 0 || starts.some(Number.isNaN) ? undefined : Math.max(...starts);
}
