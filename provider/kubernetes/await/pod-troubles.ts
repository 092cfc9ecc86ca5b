import { isProperties, type Properties } from "../../protocol/values.ts";
import type { ApiClient } from "../api/client.ts";
import { collectionPath } from "../api/resource-path.ts";
import { fieldsOf, nameOf, refOf } from "../object/metadata.ts";
import { conditionOf, sentenceOf } from "./status.ts";

/** More pods than this say the same thing over and over. */
const PODS_SHOWN = 3;

/** Why the pods of a workload are not ready, in their own words; empty for what has no pods. */
export async function podTroubles(client: ApiClient, workload: Properties): Promise<string[]> {
  const labels = fieldsOf(fieldsOf(fieldsOf(workload.spec).selector).matchLabels);
  const selector = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  if (selector.length === 0) return [];
  const { namespace } = refOf(workload);
  const pods = collectionPath({
    apiVersion: "v1",
    kind: "Pod",
    ...(namespace && { namespace }),
  });
  const list = await client.send({
    method: "GET",
    path: `${pods}?labelSelector=${encodeURIComponent(selector.join(","))}`,
  });
  const items = Array.isArray(list.items) ? list.items.filter(isProperties) : [];
  return items.flatMap(troublesOf).slice(0, PODS_SHOWN);
}

function troublesOf(pod: Properties): string[] {
  const scheduled = conditionOf(pod, "PodScheduled");
  if (scheduled?.status === "False") return [`pod ${nameOf(pod)}: ${sentenceOf(scheduled)}`];
  const { containerStatuses } = fieldsOf(pod.status);
  const statuses = Array.isArray(containerStatuses) ? containerStatuses.filter(isProperties) : [];
  return statuses.flatMap((status) => {
    const waiting = fieldsOf(fieldsOf(status.state).waiting);
    const terminated = fieldsOf(fieldsOf(status.lastState).terminated);
    if (!waiting.reason || waiting.reason === "ContainerCreating") return [];
    return [
      `pod ${nameOf(pod)}, container ${status.name}: ${sentenceOf(waiting)} ${sentenceOf(terminated)}`.trim(),
    ];
  });
}
