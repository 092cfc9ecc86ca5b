import { expect, test } from "vitest";
import { apiClient } from "../../../../base/kube/api-client.ts";
import { asker } from "../../../../harness/diagnose/observe/asker.ts";
import { readOnly } from "../../../../harness/diagnose/observe/read-only.ts";
import { fakeApiServer } from "../../../fake-api-server.ts";
import { virtualClock } from "../../../virtual-clock.ts";

test("a look can do nothing but GET, and no more often than it may", async () => {
  const methods: string[] = [];
  const server = await fakeApiServer(({ method }, response) => {
    methods.push(method);
    response.end("{}");
  });
  const meter = { most: 2, requests: 0 };
  const client = readOnly(apiClient({ server: server.url, insecure: false }), meter);
  expect(Object.keys(client).sort()).toEqual(["close", "get", "lines"]);
  const { ask } = asker("s", client, { clock: virtualClock(), signal: new AbortController().signal });
  expect([await ask("/a"), await ask("/b"), await ask("/c")]).toMatchObject([
    { status: 200 },
    { status: 200 },
    { status: null, unasked: true, body: "not asked: 2 requests are the most" },
  ]);
  expect(methods).toEqual(["GET", "GET"]);
  client.close();
  await server.close();
});
