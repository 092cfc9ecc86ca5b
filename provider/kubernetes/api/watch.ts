import { setTimeout as delay } from "node:timers/promises";
import type { Properties } from "../../protocol/values.ts";
import { ClusterUnreachable } from "../errors.ts";
import type { ApiClient } from "./client.ts";

export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: Properties;
}

/** Before a watch that broke off is opened again. */
const REOPEN_MS = 250;

/**
 * Events of a collection until the signal aborts (then it throws the reason). A watch without a resourceVersion starts with
 * an ADDED for what is there, so a watch that breaks off, or is refused for a moment, is simply opened again.
 * @throws ClusterUnreachable
 */
export async function* watch(
  client: ApiClient,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent> {
  const joined = path.includes("?") ? "&" : "?";
  while (true) {
    signal.throwIfAborted();
    try {
      for await (const line of client.lines(`${path}${joined}watch=true`, signal)) {
        const event = JSON.parse(line) as WatchEvent;
        if (event.type === "ERROR") break;
        yield event;
      }
    } catch (error) {
      if (error instanceof ClusterUnreachable) throw error;
    }
    signal.throwIfAborted();
    await delay(REOPEN_MS, undefined, { signal });
  }
}
