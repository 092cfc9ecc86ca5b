import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isProperties, type Properties } from "../../../provider/protocol/values.ts";

/** A fake kube-apiserver: objects by path, server-side apply as a plain replacement, watches. It has no discovery at all. */
export interface FakeApiServer {
  /** A kubeconfig that leads here. */
  readonly kubeconfig: string;
  /** Objects by path. */
  readonly objects: Map<string, Properties>;
  /** "<METHOD> <path and query>" in the order they came. */
  readonly requests: string[];
  /** Puts an object and tells the watches, as a controller would. */
  put(path: string, object: Properties): void;
  /** Completes what is applied before it is stored (defaults, status). */
  onApply: (path: string, object: Properties) => Properties;
  /** Whether an apply without `force` meets fields of another manager. */
  conflicts: boolean;
  /** Whether DELETE only marks (a finalizer) until `finish` is called. */
  holdDeletions: boolean;
  finish(path: string): void;
  /** Whether a watch from a version is told that it is too old, as after a compaction. */
  compacts: boolean;
  close(): Promise<void>;
}

export async function startFakeApiServer(): Promise<FakeApiServer> {
  const objects = new Map<string, Properties>();
  const requests: string[] = [];
  const watches = new Set<{ prefix: string; response: ServerResponse }>();
  let version = 1;

  const tell = (type: string, path: string, object: Properties) => {
    for (const { prefix, response } of watches) {
      if (path.startsWith(prefix)) response.write(`${JSON.stringify({ type, object })}\n`);
    }
  };
  const put = (path: string, object: Properties) => {
    version += 1;
    const metadata = { ...(object.metadata as Properties), resourceVersion: String(version) };
    objects.set(path, { ...object, metadata });
    tell("MODIFIED", path, { ...object, metadata });
  };
  const drop = (path: string) => {
    const object = objects.get(path);
    objects.delete(path);
    if (object) tell("DELETED", path, object);
  };
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const url = new URL(request.url ?? "/", "http://fake");
    const stored = objects.get(url.pathname);
    if (request.method === "PATCH") {
      const body = JSON.parse(await textOf(request)) as Properties;
      if (fake.conflicts && url.searchParams.get("force") !== "true") {
        return send(response, 409, {
          kind: "Status",
          reason: "Conflict",
          message: 'conflict with "kubectl": .spec.replicas',
        });
      }
      const metadata = {
        uid: `uid-${version}`,
        ...(stored?.metadata as Properties),
        ...(body.metadata as Properties),
        generation: 1,
      };
      put(url.pathname, fake.onApply(url.pathname, { ...body, metadata }));
      return send(response, 200, objects.get(url.pathname) ?? {});
    }
    if (request.method === "DELETE") {
      if (!stored) return send(response, 404, { kind: "Status", reason: "NotFound", message: "not found" });
      if (!fake.holdDeletions) drop(url.pathname);
      return send(response, 200, {});
    }
    if (url.searchParams.has("watch")) {
      response.writeHead(200);
      response.flushHeaders();
      const prefix = `${url.pathname}/`;
      const watcher = { prefix, response };
      if (fake.compacts && url.searchParams.has("resourceVersion")) {
        const status = { kind: "Status", code: 410, reason: "Expired" };
        response.end(`${JSON.stringify({ type: "ERROR", object: status })}\n`);
        return;
      }
      watches.add(watcher);
      response.on("close", () => watches.delete(watcher));
      if (url.searchParams.has("resourceVersion")) return;
      for (const [path, object] of objects)
        if (path.startsWith(prefix)) response.write(`${JSON.stringify({ type: "ADDED", object })}\n`);
      return;
    }
    if (stored) return send(response, 200, stored);
    if (!/\/(deployments|services|pods|namespaces|configmaps|secrets|endpointslices)$/.test(url.pathname)) {
      return send(response, 404, { kind: "Status", reason: "NotFound", message: "not found" });
    }
    const name = url.searchParams.get("fieldSelector")?.split("=")[1];
    const items = [...objects].filter(
      ([path, each]) => path.startsWith(`${url.pathname}/`) && (!name || nameOf(each) === name),
    );
    send(response, 200, {
      metadata: { resourceVersion: String(version) },
      items: items.map(([, each]) => each),
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fake: FakeApiServer = {
    kubeconfig: JSON.stringify({
      "current-context": "fake",
      contexts: [{ name: "fake", context: { cluster: "fake", user: "fake" } }],
      clusters: [{ name: "fake", cluster: { server: address } }],
      users: [{ name: "fake", user: { token: "t0ken" } }],
    }),
    objects,
    requests,
    put,
    onApply: (_, object) => object,
    holdDeletions: false,
    compacts: false,
    conflicts: false,
    finish: drop,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}

const nameOf = (object: Properties) => (isProperties(object.metadata) ? object.metadata.name : undefined);

function send(response: ServerResponse, status: number, body: Properties): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
