import type { IncomingMessage } from "node:http";
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
    // Destroying a response that is being read makes it emit `error`; nobody is interested any more.
    response.on("error", () => {});
    try {
      if (response.statusCode === 200) {
        for await (const event of eventsIn(response)) {
          if (event.type === "ERROR") break;
          yield event;
        }
      }
    } finally {
      response.destroy();
    }
    signal.throwIfAborted();
    await delay(REOPEN_MS, undefined, { signal });
  }
}

/** One JSON document a line. A connection that breaks off ends the sequence. */
async function* eventsIn(response: IncomingMessage): AsyncGenerator<WatchEvent> {
  let rest = "";
  response.setEncoding("utf8");
  const chunks = response[Symbol.asyncIterator]();
  while (true) {
    const chunk = await chunks.next().catch(() => ({ done: true as const, value: undefined }));
    if (chunk.done) return;
    const lines = (rest + String(chunk.value)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line) yield JSON.parse(line) as WatchEvent;
  }
}
