import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { ApiClient } from "./api-client.ts";
import { ApiStatusError } from "./errors.ts";
import { type Relists, relists } from "./relists.ts";

export interface WatchOptions {
  readonly client: Pick<ApiClient, "get" | "lines">;
  /** Collection path, e.g. "/api/v1/nodes". */
  readonly path: string;
  /** Selectors, e.g. { fieldSelector: "metadata.name=x" }. */
  readonly query?: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Through which it can be told to list anew. */
  readonly relists?: Relists;
  /** All objects, at the start and whenever the watch had to start over. */
  readonly onList: (objects: readonly unknown[]) => void;
  readonly onChange: (change: "ADDED" | "MODIFIED" | "DELETED", object: unknown) => void;
}

const listSchema = z.object({
  metadata: z.object({ resourceVersion: z.string() }),
  items: z.array(z.unknown()).nullable(),
});
const versioned = z.looseObject({ metadata: z.looseObject({ resourceVersion: z.string() }) });
const lineSchema = z.discriminatedUnion("type", [
  z.object({ type: z.enum(["ADDED", "MODIFIED", "DELETED"]), object: versioned }),
  z.object({ type: z.literal("BOOKMARK"), object: versioned }),
  z.object({
    type: z.literal("ERROR"),
    object: z.object({ code: z.number(), message: z.string().optional() }),
  }),
]);

const LIST_TIMEOUT_MS = 10_000;
/** The server ends the watch after this long; an end that does not come means a dead connection. */
const WATCH_SECONDS = 60;
const RETRY_MS = 300;

/**
 * Lists and watches one collection until aborted, and survives an API server that goes away: it carries on from the last
 * resource version, and lists anew when that has been compacted. Every event counts: none is merged or left out.
 */
export async function watch(options: WatchOptions): Promise<void> {
  const { signal, clock } = options;
  const relist = (options.relists ?? relists()).join(signal);
  let version: string | null = null;
  while (!signal.aborted) {
    const { isNew, signal: until, listed } = relist.next();
    if (isNew) version = null;
    const round = { ...options, signal: until };
    try {
      version ??= await list(round);
      listed();
      for await (const next of follow(round, version)) version = next;
    } catch (error) {
      if (signal.aborted) return;
      if (until.aborted) continue;
      if (error instanceof ApiStatusError && error.status === 410) version = null;
      await clock.sleep(RETRY_MS, signal).catch(() => {});
    }
  }
}

async function list({ client, path, query, signal, onList }: WatchOptions): Promise<string> {
  const address = `${path}?${new URLSearchParams(query)}`;
  const answer = await client.get(address, { signal, timeoutMs: LIST_TIMEOUT_MS });
  if (answer.status !== 200) throw new ApiStatusError(address, answer.status, answer.body);
  const { metadata, items } = listSchema.parse(JSON.parse(answer.body));
  onList(items ?? []);
  return metadata.resourceVersion;
}

/** Yields the resource version reached after each event. */
async function* follow(options: WatchOptions, version: string): AsyncGenerator<string, void> {
  const query = new URLSearchParams({
    ...options.query,
    watch: "1",
    allowWatchBookmarks: "true",
    resourceVersion: version,
    timeoutSeconds: String(WATCH_SECONDS),
  });
  const address = `${options.path}?${query}`;
  const timeoutMs = (WATCH_SECONDS + 15) * 1_000;
  for await (const line of options.client.lines(address, { signal: options.signal, timeoutMs })) {
    if (line === "") continue;
    const event = lineSchema.parse(JSON.parse(line));
    if (event.type === "ERROR")
      throw new ApiStatusError(address, event.object.code, event.object.message ?? "");
    if (event.type !== "BOOKMARK") options.onChange(event.type, event.object);
    yield event.object.metadata.resourceVersion;
  }
}
