import type { DeleteCall } from "../../protocol/plugin.ts";
import type { Properties } from "../../protocol/values.ts";
import type { ApiClient } from "../api/client.ts";
import { objectPath } from "../api/resource-path.ts";
import { secondsToWait } from "../await/deadline.ts";
import { waitGone } from "../await/wait-gone.ts";
import { ApiRefused, DeletionUnfinished } from "../errors.ts";
import { annotationsOf, isAnnotatedTrue, refOf } from "./metadata.ts";

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
