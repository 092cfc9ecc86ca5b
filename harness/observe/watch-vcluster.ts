import type { Clock } from "../../base/clock.ts";
import { apiClient } from "../../base/kube/api-client.ts";
import { readKubeconfig } from "../../base/kube/kubeconfig.ts";
import { watch } from "../../base/kube/watch.ts";
import type { Sample } from "../journal/events.ts";
import { followLogs } from "./follow-logs.ts";
import { podSchema } from "./objects.ts";

export interface VClusterWatched {
  /** Path of the host's kubeconfig. */
  readonly kubeconfig: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What lines are worth a sample: the control plane logs all that its API server and controllers have to say. */
  readonly wanted: readonly RegExp[];
  readonly onSample: (sample: Sample) => void;
}

/** The chart's label on pods of its control plane; neither etcd's nor the workload's pods have it. */
const CONTROL_PLANE = "app=vcluster";

/** Follows the logs of vCluster control planes on their host until aborted. @throws KubeconfigError. */
export async function watchVCluster(options: VClusterWatched): Promise<void> {
  const { clock, signal, wanted } = options;
  const client = apiClient(await readKubeconfig(options.kubeconfig));
  const deps = { client, clock, signal };
  const see = followLogs(deps, options.onSample, {
    of: "vcluster",
    wanted: (line) => wanted.some((pattern) => line.search(pattern) >= 0),
  });
  await watch({
    ...deps,
    path: "/api/v1/pods",
    query: { labelSelector: CONTROL_PLANE },
    onList: (pods) => {
      for (const pod of pods) see(podSchema.parse(pod));
    },
    onChange: (change, pod) => change !== "DELETED" && see(podSchema.parse(pod)),
  });
  client.close();
}
