import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import type { Properties } from "../../protocol/values.ts";
import type { ApiClient } from "./client.ts";

export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: Properties;
}

/** Before a watch that broke off is opened again. */
const REOPEN_MS = 250;

/**
 * Events of a collection until the signal aborts (then it throws the reason). A watch without a resourceVersion starts with
 * an ADDED for what is there, so a watch that breaks off is simply opened again.
 */
export async function* watch(
  client: ApiClient,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent> {
  const joined = path.includes("?") ? "&" : "?";
  while (true) {
    signal.throwIfAborted();
    const response = await client.open(`${path}${joined}watch=true`, signal);
    if (response.statusCode === 200) {
      try {
        for await (const line of createInterface({ input: response })) {
          const event = JSON.parse(line) as WatchEvent;
          if (event.type === "ERROR") break;
          yield event;
        }
      } catch {
        // Broken off in the middle of a line: start again.
      }
    }
    response.destroy();
    signal.throwIfAborted();
    await delay(REOPEN_MS, undefined, { signal });
  }
}
