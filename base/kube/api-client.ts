import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { checkServerIdentity, type PeerCertificate } from "node:tls";
import type { ClusterAccess } from "./cluster-access.ts";
import { ApiStatusError } from "./errors.ts";

export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
  readonly etag: string | undefined;
}

export interface AskOptions {
  readonly signal: AbortSignal;
  /** The whole answer must be there within this time, in milliseconds; for streams, the next byte. */
  readonly timeoutMs: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SendOptions extends AskOptions {
  readonly method: "GET" | "PATCH" | "DELETE" | "POST";
  /** Sent as JSON; its type is `headers["content-type"]`, else application/json. */
  readonly body?: unknown;
}

/** Plain authenticated requests: `kubectl get --raw` hides the body of an error, and a process for each probe costs 0.13 CPU seconds. */
export interface ApiClient {
  /** Any status is an answer; rejects only when there is none. */
  send(path: string, options: SendOptions): Promise<ApiAnswer>;
  get(path: string, options: AskOptions): Promise<ApiAnswer>;
  /** The lines of an answer that goes on (a watch, a followed log). @throws ApiStatusError unless it starts with 200. */
  lines(path: string, options: AskOptions): AsyncGenerator<string, void>;
  close(): void;
}

/** A client of the API server at `server` (URL), as the user of `access`. Connections are kept and reused. */
export function apiClient(access: ClusterAccess, server = access.server): ApiClient {
  const secure = server.startsWith("https:");
  const { ca, cert, key, insecure, serverName, proxy } = access;
  const tls = {
    ca,
    cert,
    key,
    rejectUnauthorized: !insecure,
    ...(serverName !== undefined && namedAs(serverName)),
  };
  const kept = {
    keepAlive: true,
    ...(proxy !== undefined && { proxyEnv: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy } }),
  };
  const agent = secure ? new HttpsAgent({ ...kept, ...tls }) : new HttpAgent(kept);
  const authorization = access.token === undefined ? {} : { authorization: `Bearer ${access.token}` };
  const base = server.replace(/\/+$/, "");

  const open = (path: string, options: SendOptions): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const { method, signal, headers, timeoutMs } = options;
      const body = options.body === undefined ? undefined : JSON.stringify(options.body);
      // Node gives a DELETE's body no length by itself, and the server would take it for the next request.
      const typed =
        body === undefined
          ? {}
          : { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
      const all = { accept: "application/json", ...access.headers, ...authorization, ...typed, ...headers };
      const request = (secure ? httpsRequest : httpRequest)(
        new URL(base + path),
        { method, agent, signal, headers: all, timeout: timeoutMs },
        resolve,
      );
      request.on("timeout", () => request.destroy(new Error(`no answer to ${path} for ${timeoutMs} ms`)));
      request.on("error", (error: NodeJS.ErrnoException) => {
        // A kept connection to a server that has just gone says nothing of its successor: a GET may be sent again (RFC 9110, 9.2.2).
        if (method === "GET" && request.reusedSocket && error.code === "ECONNRESET")
          open(path, options).then(resolve, reject);
        else reject(error);
      });
      request.end(body);
    });
  const send = async (path: string, options: SendOptions): Promise<ApiAnswer> => {
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)]);
    const response = await open(path, { ...options, signal });
    return { status: response.statusCode ?? 0, body: await textOf(response), etag: response.headers.etag };
  };

  return {
    send,
    get: (path, options) => send(path, { ...options, method: "GET" }),
    lines: (path, options) => linesOf(path, () => open(path, { ...options, method: "GET" })),
    close: () => agent.destroy(),
  };
}

/** An address is no name to ask for (RFC 6066), but one that a certificate may be for. */
function namedAs(serverName: string) {
  if (isIP(serverName) === 0) return { servername: serverName };
  return {
    checkServerIdentity: (_: string, certificate: PeerCertificate) =>
      checkServerIdentity(serverName, certificate),
  };
}

async function* linesOf(path: string, open: () => Promise<IncomingMessage>): AsyncGenerator<string, void> {
  const response = await open();
  if (response.statusCode !== 200)
    throw new ApiStatusError(path, response.statusCode ?? 0, await textOf(response));
  response.setEncoding("utf8");
  let rest = "";
  for await (const chunk of response) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

async function textOf(response: IncomingMessage): Promise<string> {
  response.setEncoding("utf8");
  let text = "";
  for await (const chunk of response) text += chunk;
  return text;
}
