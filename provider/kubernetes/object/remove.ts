import { setTimeout as delay } from "node:timers/promises";
import type { DeleteCall } from "../../protocol/plugin.ts";
import type { Properties } from "../../protocol/values.ts";
import { type ApiClient, watch } from "../client.ts";
import { ApiRefused, DeletionUnfinished } from "../errors.ts";
import { objectPath, watchPath } from "../kinds.ts";
import { annotationsOf, isAnnotatedTrue, itemsOf, metadataOf, refOf, secondsToWait } from "./fields.ts";

/** Deletes an object and waits until it is gone; one that is not there, or whose kind is not served any more, is gone. */
export async function remove(client: ApiClient, object: Properties, call: DeleteCall): Promise<void> {
  const propagationPolicy = String(
    annotationsOf(object)["pulumi.com/deletionPropagationPolicy"] ?? "foreground",
  );
  try {
    await client.send({
      method: "DELETE",
      path: objectPath(refOf(object)),
      body: { kind: "DeleteOptions", apiVersion: "v1", propagationPolicy: capitalised(propagationPolicy) },
      signal: call.signal,
    });
    if (isAnnotatedTrue(object, "pulumi.com/skipAwait")) return;
    const seconds = secondsToWait(object, call.timeoutSeconds);
    if (await waitGone(client, object, { seconds, signal: call.signal })) return;
    throw new DeletionUnfinished(`${call.type} ${call.id}`, seconds);
  } catch (error) {
    if (error instanceof ApiRefused && error.status === 404) return;
    throw error;
  }
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();

/** Before the list is asked for again after a watch was refused. */
const RELIST_MS = 250;

/** Waits until an object is gone from storage, finalizers and all. Returns false when the time was over first. */
export async function waitGone(
  client: ApiClient,
  object: Properties,
  limits: { readonly seconds: number; readonly signal: AbortSignal },
): Promise<boolean> {
  const timeout = AbortSignal.timeout(limits.seconds * 1000);
  const signal = AbortSignal.any([limits.signal, timeout]);
  const path = watchPath(refOf(object));
  try {
    while (true) {
      const list = await client.send({ method: "GET", path, signal });
      // Another object of the same name is not the one that was deleted.
      if (!itemsOf(list.items).some((each) => metadataOf(each).uid === metadataOf(object).uid)) return true;
      // From the list's version on: a deletion between list and watch must not be missed.
      const from = `${path}&resourceVersion=${metadataOf(list).resourceVersion}`;
      for await (const { type } of watch(client, from, signal)) {
        if (type === "DELETED") return true;
        // The version is too old to watch from: the list is asked for again.
        if (type === "ERROR") break;
      }
      await delay(RELIST_MS, undefined, { signal });
    }
  } catch (error) {
    limits.signal.throwIfAborted();
    if (timeout.aborted) return false;
    throw error;
  }
}
