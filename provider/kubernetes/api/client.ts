import { request as httpRequest, type IncomingMessage } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import { setTimeout as delay } from "node:timers/promises";
import type { Properties } from "../../protocol/values.ts";
import { ApiRefused, ClusterUnreachable } from "../errors.ts";
import type { Connection } from "./kubeconfig.ts";

export interface ApiRequest {
  readonly method: "GET" | "PATCH" | "DELETE" | "POST";
  /** Path and query, from /api or /apis on. */
  readonly path: string;
  readonly body?: Properties;
  readonly contentType?: string;
  readonly signal?: AbortSignal;
}

/** A thin Kubernetes REST client: one kept-alive agent, JSON in and out. */
export interface ApiClient {
  readonly server: string;
  /** @throws ApiRefused for any status from 400 on, ClusterUnreachable when no answer comes. */
  send(request: ApiRequest): Promise<Properties>;
  /** The raw answer of a GET, for watches. */
  open(path: string, signal: AbortSignal): Promise<IncomingMessage>;
}

/** An API server just started refuses for a moment; a load balancer that took a busy one out wants two good checks to take it back. */
const CONNECT_RETRY_MS = [100, 400, 1500, 4000, 8000];
/** The API server itself gives up after 60 s. */
const ANSWER_WITHIN_MS = 70_000;

export function apiClient(connection: Connection): ApiClient {
  const base = new URL(connection.server);
  const isPlain = base.protocol === "http:";
  const agent = isPlain ? undefined : new Agent({ keepAlive: true, ...tls(connection) });

  const answer = (request: ApiRequest): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const body = request.body && JSON.stringify(request.body);
      const call = (isPlain ? httpRequest : httpsRequest)(
        new URL(request.path, base),
        {
          method: request.method,
          ...(agent && { agent }),
          ...(request.signal && { signal: request.signal }),
          headers: {
            accept: "application/json",
            "user-agent": "faultline-kubernetes-stand-in",
            ...(connection.token && { authorization: `Bearer ${connection.token}` }),
            ...(body && {
              "content-type": request.contentType ?? "application/json",
              "content-length": Buffer.byteLength(body),
            }),
          },
        },
        resolve,
      );
      call.on("error", reject);
      call.end(body);
    });

  const reach = async (request: ApiRequest): Promise<IncomingMessage> => {
    for (const wait of [...CONNECT_RETRY_MS, null]) {
      try {
        return await answer(request);
      } catch (error) {
        request.signal?.throwIfAborted();
        if (wait === null || !isTransient(error)) throw new ClusterUnreachable(connection.server, error);
        await delay(wait);
      }
    }
    throw new Error("unreachable");
  };

  return {
    server: connection.server,
    async send(request) {
      const limit = AbortSignal.timeout(ANSWER_WITHIN_MS);
      const signal = request.signal ? AbortSignal.any([request.signal, limit]) : limit;
      const response = await reach({ ...request, signal });
      const text = await textOf(response);
      const json = parsed(text);
      const status = response.statusCode ?? 0;
      if (status < 400) return json;
      const message = typeof json.message === "string" ? json.message : text.slice(0, 500);
      throw new ApiRefused(`${request.method} ${request.path}`, status, String(json.reason ?? ""), message);
    },
    open: (path, signal) => reach({ method: "GET", path, signal }),
  };
}

function tls(connection: Connection) {
  return {
    rejectUnauthorized: !connection.insecure,
    ...(connection.ca && { ca: connection.ca }),
    ...(connection.clientCert && { cert: connection.clientCert }),
    ...(connection.clientKey && { key: connection.clientKey }),
    ...(connection.serverName && { servername: connection.serverName }),
  };
}

const TRANSIENT = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH"]);

const isTransient = (error: unknown): boolean => TRANSIENT.has((error as NodeJS.ErrnoException).code ?? "");

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function parsed(text: string): Properties {
  try {
    return JSON.parse(text) as Properties;
  } catch {
    return {};
  }
}
