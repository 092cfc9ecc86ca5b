import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../base/clock.ts";
import { systemClock } from "../base/system-clock.ts";

/** A fake Kubernetes API server: answers what a test tells it to, and remembers what it was asked. */
export interface FakeApiServer {
  readonly url: string;
  /** Paths with their queries, in the order asked. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export type Answer = (
  request: {
    method: string;
    path: string;
    query: URLSearchParams;
    headers: IncomingMessage["headers"];
    body: string;
  },
  response: ServerResponse,
) => void;

export async function fakeApiServer(answer: Answer): Promise<FakeApiServer> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const { method = "", headers } = request;
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://fake");
    asked.push(request.url ?? "");
    let body = "";
    for await (const chunk of request) body += chunk;
    answer({ method, path: pathname, query: searchParams, headers, body }, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const listOf = (resourceVersion: string, ...items: unknown[]) =>
  JSON.stringify({ kind: "List", metadata: { resourceVersion }, items });

export const line = (type: string, object: unknown) => `${JSON.stringify({ type, object })}\n`;

/** The metrics APIService at a resource version with this Available condition. */
export function apiService(resourceVersion: string, status: string, reason: string, message = "") {
  return {
    metadata: { name: "v1beta1.metrics.k8s.io", resourceVersion },
    status: { conditions: [{ type: "Available", status, reason, message }] },
  };
}

/** Resolves once `is()` holds; the test's own timeout ends a wait in vain. */
export async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Real time with short pauses: what waits a second before it tries again waits 20 ms. */
export const hastyClock: Clock = {
  now: systemClock.now,
  sleep: (ms, signal) => systemClock.sleep(ms / 50, signal),
};
