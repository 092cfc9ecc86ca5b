import type { Properties } from "../../protocol/values.ts";
import type { ApiClient } from "../client.ts";
import { collectionPath } from "../kinds.ts";
import { conditionOf, fieldsOf, itemsOf, nameOf, refOf, sentenceOf } from "../object/fields.ts";

/** More pods than this say the same thing over and over. */
const PODS_SHOWN = 3;

/** Why the pods of a workload are not ready, in their own words; empty for what has no pods. */
export async function podTroubles(client: ApiClient, workload: Properties): Promise<string[]> {
  const labels = fieldsOf(fieldsOf(fieldsOf(workload.spec).selector).matchLabels);
  const selector = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  if (selector.length === 0) return [];
  const pods = collectionPath({ ...refOf(workload), apiVersion: "v1", kind: "Pod" });
  const list = await client.send({
    method: "GET",
    path: `${pods}?labelSelector=${encodeURIComponent(selector.join(","))}`,
  });
  return itemsOf(list.items).flatMap(troublesOf).slice(0, PODS_SHOWN);
}

function troublesOf(pod: Properties): string[] {
  const scheduled = conditionOf(pod, "PodScheduled");
  if (scheduled?.status === "False") return [`pod ${nameOf(pod)}: ${sentenceOf(scheduled)}`];
  return itemsOf(fieldsOf(pod.status).containerStatuses).flatMap((status) => {
    const waiting = fieldsOf(fieldsOf(status.state).waiting);
    const terminated = fieldsOf(fieldsOf(status.lastState).terminated);
    if (!waiting.reason || waiting.reason === "ContainerCreating") return [];
    return [
      `pod ${nameOf(pod)}, container ${status.name}: ${sentenceOf(waiting)} ${sentenceOf(terminated)}`.trim(),
    ];
  });
}
