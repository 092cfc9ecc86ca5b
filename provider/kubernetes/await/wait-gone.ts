import { setTimeout as delay } from "node:timers/promises";
import { isProperties, type Properties } from "../../protocol/values.ts";
import type { ApiClient } from "../api/client.ts";
import { collectionPath } from "../api/resource-path.ts";
import { watch } from "../api/watch.ts";
import { metadataOf, nameOf, refOf } from "../object/metadata.ts";

/** Before the list is asked for again after a watch broke off. */
const RELIST_MS = 250;

/** Waits until an object is gone from storage, finalizers and all. Returns false when the time was over first. */
export async function waitGone(
  client: ApiClient,
  object: Properties,
  limits: { readonly seconds: number; readonly signal: AbortSignal },
): Promise<boolean> {
  const timeout = AbortSignal.timeout(limits.seconds * 1000);
  const signal = AbortSignal.any([limits.signal, timeout]);
  const { uid } = metadataOf(object);
  const path = `${collectionPath(refOf(object))}?fieldSelector=metadata.name%3D${nameOf(object)}`;
  try {
    while (true) {
      const list = await client.send({ method: "GET", path, signal });
      const items = Array.isArray(list.items) ? list.items.filter(isProperties) : [];
      // Another object of the same name is not the one that was deleted.
      if (!items.some((each) => metadataOf(each).uid === uid)) return true;
      // From the list's version on: a deletion between list and watch must not be missed.
      const version = metadataOf(list).resourceVersion;
      for await (const event of watch(client, `${path}&resourceVersion=${version}`, signal)) {
        if (event.type === "DELETED") return true;
      }
      await delay(RELIST_MS, undefined, { signal });
    }
  } catch (error) {
    limits.signal.throwIfAborted();
    if (timeout.aborted) return false;
    throw error;
  }
}
