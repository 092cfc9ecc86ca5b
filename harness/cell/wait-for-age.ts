import { z } from "zod";
import type { Clock } from "../../base/clock.ts";
import { type ApiClient, apiClient } from "../../base/kube/api-client.ts";
import { readKubeconfig } from "../../base/kube/kubeconfig.ts";
import { type ContainerFigure, containerFigures } from "../observe/container-figures.ts";
import { podSchema } from "../observe/objects.ts";

const podList = z.object({ items: z.array(podSchema) });
const POLL_MS = 1_000;
const TIMEOUT_MS = 10_000;
/** Nodes start their own pods and read their figures in less; a wait that ends here goes on, because the symptom then says what is wrong. */
export const AGE_PATIENCE_MS = 90_000;

interface Deps {
  readonly client: Pick<ApiClient, "get">;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** `waitForAge` of the cluster that a kubeconfig (path) names. @throws KubeconfigError. */
export async function waitForAgeOfCluster(
  seconds: number,
  kubeconfig: string,
  deps: Omit<Deps, "client">,
): Promise<void> {
  const client = apiClient(await readKubeconfig(kubeconfig));
  try {
    await waitForAge(seconds, { ...deps, client });
  } finally {
    client.close();
  }
}

/**
 * Waits until every running container is, by the kubelet's own figures, older than `seconds`. Neither the time since the cluster
 * was made nor a container's age says it: on a busy machine they start later, and a figure may be read 20 s ago.
 */
export async function waitForAge(seconds: number, deps: Deps): Promise<void> {
  const deadline = deps.clock.now() + seconds * 1_000 + AGE_PATIENCE_MS;
  while (deps.clock.now() < deadline) {
    if (await allOlderThan(seconds, deps)) return;
    await deps.clock.sleep(POLL_MS, deps.signal);
  }
}

async function allOlderThan(seconds: number, deps: Deps): Promise<boolean> {
  const pods = await get(deps, "/api/v1/pods");
  if (pods === undefined) return false;
  const { items } = podList.parse(JSON.parse(pods));
  const nodes = [...new Set(items.flatMap(({ spec }) => spec.nodeName ?? []))];
  const figures: ContainerFigure[] = [];
  for (const node of nodes) {
    const text = await get(deps, `/api/v1/nodes/${node}/proxy/metrics/resource`);
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

/** The body of a good answer; a cluster that does not answer is asked again. */
async function get({ client, signal }: Deps, path: string): Promise<string | undefined> {
  const answer = await client.get(path, { signal, timeoutMs: TIMEOUT_MS }).catch(() => undefined);
  return answer?.status === 200 ? answer.body : undefined;
}
