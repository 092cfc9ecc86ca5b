import { expect, test } from "vitest";
import { apiClient } from "../../../../base/kube/api-client.ts";
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
