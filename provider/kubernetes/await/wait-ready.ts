import type { Properties } from "../../protocol/values.ts";
import { type ApiClient, watch } from "../client.ts";
import { collectionPath, kindOf, watchPath } from "../kinds.ts";
import { conditionOf, fieldsOf, itemsOf, nameOf, refOf, sentenceOf } from "../object/fields.ts";

interface Waited {
  /** The object as last seen. */
  readonly object: Properties;
  /** What was missing when the time was over; empty when the object became ready. */
  readonly reasons: readonly string[];
}

/** Watches an object until it is what it should be, or the time is over. Never throws for any of these. */
export async function waitReady(
  client: ApiClient,
  applied: Properties,
  limits: { readonly seconds: number; readonly signal: AbortSignal },
): Promise<Waited> {
  const timeout = AbortSignal.timeout(limits.seconds * 1000);
  const signal = AbortSignal.any([limits.signal, timeout]);
  const { object, reasons } = await waitCondition(client, applied, signal);
  const isService = reasons.length === 0 && object.kind === "Service" && wantsEndpoints(object);
  const missing = isService ? await waitEndpoints(client, object, signal) : reasons;
  if (missing.length === 0) return { object, reasons: [] };
  const ended = limits.signal.aborted
    ? ["the operation was cancelled while it was waited for"]
    : timeout.aborted
      ? [`not ready after ${limits.seconds} s (annotation pulumi.com/timeoutSeconds or customTimeouts)`]
      : [];
  // The signal is spent: what follows is one look at the pods for the person who reads the error.
  const troubles = await podTroubles(client, object).catch(() => []);
  return { object, reasons: [...ended, ...missing, ...troubles] };
}

async function waitCondition(client: ApiClient, applied: Properties, signal: AbortSignal): Promise<Waited> {
  const { condition } = kindOf(refOf(applied));
  let last: Waited = { object: applied, reasons: condition?.(applied) ?? [] };
  if (!condition || last.reasons.length === 0) return last;
  try {
    for await (const { type, object } of watch(client, watchPath(refOf(applied)), signal)) {
      if (type === "BOOKMARK" || type === "ERROR") continue;
      if (type === "DELETED")
        return { object: last.object, reasons: ["it was deleted while it was waited for"] };
      last = { object, reasons: condition(object) };
      if (last.reasons.length === 0) return last;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return last;
}

async function waitEndpoints(
  client: ApiClient,
  service: Properties,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const ref = refOf(service);
  const slices = collectionPath({ ...ref, apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" });
  const path = `${slices}?labelSelector=kubernetes.io%2Fservice-name%3D${ref.name}`;
  try {
    for await (const { type, object } of watch(client, path, signal))
      if (type !== "DELETED" && hasReadyEndpoint(object)) return [];
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return ["the Service has no ready endpoint: does a Ready pod match its selector?"];
}

/** Whether a Service is meant to have endpoints: not without a selector, not headless, not an alias of a name. */
export function wantsEndpoints(object: Properties): boolean {
  const spec = fieldsOf(object.spec);
  const hasSelector = Object.keys(fieldsOf(spec.selector)).length > 0;
  return hasSelector && spec.type !== "ExternalName" && spec.clusterIP !== "None";
}

/** A `ready` that is absent counts as ready (EndpointSlice API, EndpointConditions). */
export const hasReadyEndpoint = (slice: Properties): boolean =>
  itemsOf(slice.endpoints).some((each) => fieldsOf(each.conditions).ready !== false);

/** More pods than this say the same thing over and over. */
const PODS_SHOWN = 3;

/** Why the pods of a workload are not ready, in their own words; empty for what has no pods. */
async function podTroubles(client: ApiClient, workload: Properties): Promise<string[]> {
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
