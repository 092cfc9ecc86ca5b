import { z } from "zod";
import { type ContainerFigure, containerFigures } from "../observe/container-figures.ts";
import { podSchema } from "../observe/pod-object.ts";
import type { ActSeams } from "./act.ts";

const podList = z.object({ items: z.array(podSchema) });
const POLL_MS = 1_000;
const TIMEOUT_MS = 10_000;
/** Longer than nodes take to start their own pods and to read their figures; beyond it the symptom itself says what is wrong. */
const PATIENCE_MS = 90_000;

type Seams = Omit<ActSeams, "host">;

/**
 * Waits until every running container is, by the kubelet's own figures, older than `seconds`. Neither the time since the cluster
 * was made nor a container's age says it: on a busy machine they start later, and a figure may be read 20 s ago.
 */
export async function settle(seconds: number, seams: Seams): Promise<void> {
  const deadline = seams.clock.now() + seconds * 1_000 + PATIENCE_MS;
  while (seams.clock.now() < deadline) {
    if (await allOlderThan(seconds, seams)) return;
    await seams.clock.sleep(POLL_MS, seams.signal);
  }
}

async function allOlderThan(seconds: number, seams: Seams): Promise<boolean> {
  const pods = await kubectl(seams, ["get", "pods", "--all-namespaces", "--output", "json"]);
  if (pods === undefined) return false;
  const { items } = podList.parse(JSON.parse(pods));
  const nodes = [...new Set(items.flatMap(({ spec }) => spec.nodeName ?? []))];
  const figures: ContainerFigure[] = [];
  for (const node of nodes) {
    const text = await kubectl(seams, ["get", "--raw", `/api/v1/nodes/${node}/proxy/metrics/resource`]);
    figures.push(...containerFigures(text ?? ""));
  }
  const old = new Set(
    figures.filter((each) => each.readAt - each.startedAt >= seconds * 1_000).map((each) => each.container),
  );
  const awaited = items.flatMap(({ metadata, status }) => {
    const names = status.containerStatuses.flatMap(({ name, state }) => (state.terminated ? [] : [name]));
    // A pod without any has yet to start its containers.
    if (status.containerStatuses.length === 0) names.push("");
    return names.map((name) => `${metadata.namespace}/${metadata.name}/${name}`);
  });
  return awaited.length > 0 && awaited.every((container) => old.has(container));
}

async function kubectl({ kubectl, kubeconfig, scratchDir, exec, signal }: Seams, args: readonly string[]) {
  const flags = ["--kubeconfig", kubeconfig, "--cache-dir", `${scratchDir}/settle`];
  const { exitCode, stdout } = await exec(kubectl, [...flags, ...args], { timeoutMs: TIMEOUT_MS, signal });
  return exitCode === 0 ? stdout : undefined;
}
