import { setTimeout as delay } from "node:timers/promises";
import { type ApiAnswer, apiClient as plainClient, type SendOptions } from "../../base/kube/api-client.ts";
import type { ClusterAccess } from "../../base/kube/cluster-access.ts";
import { ApiStatusError } from "../../base/kube/errors.ts";
import type { Properties } from "../protocol/values.ts";
import { ApiRefused, ClusterUnreachable } from "./errors.ts";

export interface ApiRequest {
  readonly method: SendOptions["method"];
  /** Path and query, from /api or /apis on. */
  readonly path: string;
  readonly body?: Properties;
  readonly contentType?: string;
  readonly signal?: AbortSignal;
}

/** JSON in and out, with the patience a cluster in the making wants. */
export interface ApiClient {
  /** @throws ApiRefused for any status from 400 on, ClusterUnreachable when no answer comes. */
  send(request: ApiRequest): Promise<Properties>;
  /** Lines of a watch, which may break off. @throws ClusterUnreachable when no answer comes. */
  lines(path: string, signal: AbortSignal): AsyncGenerator<string, void>;
}

/** An API server just started refuses for a moment; a load balancer that took a busy one out wants two good checks to take it back. */
const CONNECT_RETRY_MS = [100, 400, 1500, 4000, 8000];
/** The API server itself gives up after 60 s. */
const ANSWER_WITHIN_MS = 70_000;
/** A watch without an event for this long is opened again. */
const IDLE_MS = 300_000;

export function apiClient(access: ClusterAccess): ApiClient {
  const client = plainClient(access);
  const agent = { "user-agent": "faultline-kubernetes-stand-in" };

  /** Tries until the server is there. What has begun to answer is not tried again. */
  const reach = async <T>(signal: AbortSignal, attempt: () => Promise<T>): Promise<T> => {
    for (const wait of [...CONNECT_RETRY_MS, null]) {
      try {
        return await attempt();
      } catch (error) {
        signal.throwIfAborted();
        if (wait !== null && isTransient(error)) await delay(wait);
        else throw error instanceof ApiStatusError ? error : new ClusterUnreachable(access.server, error);
      }
    }
    throw new Error("unreachable");
  };

  return {
    async send({ method, path, body, contentType, signal: given }) {
      const limit = AbortSignal.timeout(ANSWER_WITHIN_MS);
      const signal = given ? AbortSignal.any([given, limit]) : limit;
      const headers = { ...agent, ...(contentType && { "content-type": contentType }) };
      const options = { method, body, headers, signal, timeoutMs: ANSWER_WITHIN_MS };
      return accepted(`${method} ${path}`, await reach(signal, () => client.send(path, options)));
    },
    async *lines(path, signal) {
      const { lines, first } = await reach(signal, async () => {
        const opened = client.lines(path, { headers: agent, signal, timeoutMs: IDLE_MS });
        return { lines: opened, first: await opened.next() };
      });
      if (first.done) return;
      yield first.value;
      yield* lines;
    },
  };
}

function accepted(request: string, { status, body }: ApiAnswer): Properties {
  const json = parsed(body);
  if (status < 400) return json;
  const message = typeof json.message === "string" ? json.message : body.slice(0, 500);
  throw new ApiRefused(request, status, String(json.reason ?? ""), message);
}

const TRANSIENT = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH"]);

const isTransient = (error: unknown): boolean => TRANSIENT.has((error as NodeJS.ErrnoException).code ?? "");

function parsed(text: string): Properties {
  try {
    return JSON.parse(text) as Properties;
  } catch {
    return {};
  }
}

interface WatchEvent {
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
  while (true) {
    signal.throwIfAborted();
    try {
      for await (const line of client.lines(`${path}&watch=true`, signal)) {
        const event = JSON.parse(line) as WatchEvent;
        yield event;
        if (event.type === "ERROR") break;
      }
    } catch (error) {
      if (error instanceof ClusterUnreachable) throw error;
    }
    signal.throwIfAborted();
    await delay(REOPEN_MS, undefined, { signal });
  }
}
