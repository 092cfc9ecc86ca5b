import type { Properties } from "../../protocol/values.ts";
import type { ApiClient } from "../api/client.ts";
import { collectionPath } from "../api/resource-path.ts";
import { watch } from "../api/watch.ts";
import { kindOf } from "../kinds.ts";
import { nameOf, refOf } from "../object/metadata.ts";
import { podTroubles } from "./pod-troubles.ts";
import { hasReadyEndpoint, wantsEndpoints } from "./service.ts";

export interface Waited {
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
  const first = await waitCondition(client, applied, signal);
  if (first.reasons.length === 0 && first.object.kind === "Service" && wantsEndpoints(first.object)) {
    const reasons = await waitEndpoints(client, first.object, signal);
    return { object: first.object, reasons: explained(reasons, limits, timeout) };
  }
  if (first.reasons.length === 0) return first;
  // The signal is spent: what follows is one look at the pods for the person who reads the error.
  const troubles = await podTroubles(client, first.object).catch(() => []);
  return { object: first.object, reasons: [...explained(first.reasons, limits, timeout), ...troubles] };
}

async function waitCondition(client: ApiClient, applied: Properties, signal: AbortSignal): Promise<Waited> {
  const { condition } = kindOf(refOf(applied));
  if (!condition) return { object: applied, reasons: [] };
  let last: Waited = { object: applied, reasons: condition(applied).pending };
  if (last.reasons.length === 0) return last;
  const path = `${collectionPath(refOf(applied))}?fieldSelector=metadata.name%3D${nameOf(applied)}`;
  try {
    for await (const { type, object } of watch(client, path, signal)) {
      if (type === "BOOKMARK") continue;
      if (type === "DELETED")
        return { object: last.object, reasons: ["it was deleted while it was waited for"] };
      const progress = condition(object);
      last = { object, reasons: progress.pending };
      if (progress.pending.length === 0) return last;
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
  const { namespace, name } = refOf(service);
  const slices = collectionPath({
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    ...(namespace && { namespace }),
  });
  try {
    for await (const { type, object } of watch(
      client,
      `${slices}?labelSelector=kubernetes.io%2Fservice-name%3D${name}`,
      signal,
    )) {
      if (type !== "DELETED" && hasReadyEndpoint(object)) return [];
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return ["the Service has no ready endpoint: does a Ready pod match its selector?"];
}

function explained(
  reasons: readonly string[],
  limits: { readonly seconds: number; readonly signal: AbortSignal },
  timeout: AbortSignal,
) {
  if (reasons.length === 0) return reasons;
  if (limits.signal.aborted) return ["the operation was cancelled while it was waited for", ...reasons];
  return timeout.aborted
    ? [
        `not ready after ${limits.seconds} s (annotation pulumi.com/timeoutSeconds or customTimeouts)`,
        ...reasons,
      ]
    : reasons;
}
