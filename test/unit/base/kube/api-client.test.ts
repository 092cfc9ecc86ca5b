import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import type { TLSSocket } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { apiClient } from "../../../../base/kube/api-client.ts";
import type { ClusterAccess } from "../../../../base/kube/cluster-access.ts";
import { CERTIFICATE, PRIVATE_KEY } from "../../../certificate.ts";
import { fakeApiServer } from "../../../fake-api-server.ts";

test("a kept connection that the server has closed is not taken for a server that fails", async () => {
  let asked = 0;
  const server = await fakeApiServer((_, response) => {
    // The second request meets a server that goes away without an answer.
    if (++asked === 2) response.socket?.destroy();
    else response.end("fine");
  });
  const client = apiClient({ server: server.url, insecure: false });
  const get = () => client.get("/x", { signal: new AbortController().signal, timeoutMs: 5_000 });
  expect([(await get()).body, (await get()).body]).toEqual(["fine", "fine"]);
  expect(asked).toBe(3);
  client.close();
  await server.close();
});

test("a server that answers nobody fails", async () => {
  const server = await fakeApiServer((_, response) => response.socket?.destroy());
  const client = apiClient({ server: server.url, insecure: false });
  const asked = client.get("/x", { signal: new AbortController().signal, timeoutMs: 5_000 });
  await expect(asked).rejects.toThrow(/socket hang up/);
  client.close();
  await server.close();
});

test("a request's body arrives whole, whatever the method, and the next request is not taken for a part of it", async () => {
  const server = await fakeApiServer(({ method, body }, response) => response.end(`${method} ${body}`));
  const client = apiClient({ server: server.url, insecure: false });
  const send = async (method: "DELETE" | "PATCH" | "POST") => {
    const options = { method, body: { kind: "DeleteOptions" }, timeoutMs: 5_000 };
    return (await client.send("/x", { ...options, signal: new AbortController().signal })).body;
  };
  for (const method of ["DELETE", "DELETE", "PATCH", "POST"] as const)
    expect(await send(method)).toBe(`${method} {"kind":"DeleteOptions"}`);
  client.close();
  await server.close();
});

/** Listens until the test is over; its port. */
async function portOf(server: Server): Promise<number> {
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

async function bodyOf(access: ClusterAccess): Promise<string> {
  const client = apiClient(access);
  try {
    const options = { signal: new AbortController().signal, timeoutMs: 5_000 };
    return (await client.get("/version", options)).body;
  } finally {
    client.close();
  }
}

test("a server's path and a user's headers are those of every request", async () => {
  let got: IncomingHttpHeaders = {};
  const server = await fakeApiServer(({ headers, path }, response) => {
    got = headers;
    response.end(path);
  });
  const headers = { authorization: "Basic eA==", "impersonate-group": ["a", "b"] };
  expect(await bodyOf({ server: `${server.url}/k8s/c-1/`, insecure: false, headers })).toBe(
    "/k8s/c-1/version",
  );
  expect(got).toMatchObject({ authorization: "Basic eA==", "impersonate-group": "a, b" });
  await server.close();
});

const pem = Buffer.from(CERTIFICATE);
const key = Buffer.from(PRIVATE_KEY);

/** Says which name was asked for, and whether the client has a certificate that it trusts. */
const secureServer = () =>
  createSecureServer(
    { cert: pem, key, ca: pem, requestCert: true, rejectUnauthorized: false },
    ({ socket }, response: ServerResponse) => {
      const { servername, authorized } = socket as TLSSocket & { servername?: string | false };
      response.end(`${servername} ${authorized}`);
    },
  );

test("a server is known by the name that is given, which may be an address, and a client by its certificate", async () => {
  const server = `https://127.0.0.1:${await portOf(secureServer())}`;
  const access = { server, ca: pem, insecure: false };
  await expect(bodyOf(access)).rejects.toThrow(/127\.0\.0\.1 is not in the cert's list/);
  expect(await bodyOf({ ...access, serverName: "api.example", cert: pem, key })).toBe("api.example true");
  expect(await bodyOf({ ...access, serverName: "10.0.0.1" })).toBe("false false");
  await expect(bodyOf({ ...access, serverName: "10.0.0.2" })).rejects.toThrow(/10\.0\.0\.2 is not in/);
});

test("a proxy is gone by, whether or not the server is a secure one", async () => {
  const secure = await portOf(secureServer());
  const plain = await fakeApiServer((_, response) => response.end("plain"));
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end("by the proxy");
  });
  proxy.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    const onward = connect(secure, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
  });
  const by = { insecure: false, ca: pem, proxy: `http://127.0.0.1:${await portOf(proxy)}` };
  expect(await bodyOf({ ...by, server: "https://api.example:6443" })).toBe("api.example false");
  expect(await bodyOf({ ...by, server: plain.url })).toBe("by the proxy");
  expect(asked).toEqual(["CONNECT api.example:6443", `GET ${plain.url}/version`]);
  await plain.close();
});
