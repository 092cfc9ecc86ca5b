import { afterEach, expect, test } from "vitest";
import { apiClient } from "../../../base/kube/api-client.ts";
import { relists } from "../../../base/kube/relists.ts";
import type { Sample } from "../../../harness/journal/events.ts";
import { watchNodes } from "../../../harness/observe/watch-nodes.ts";
import { type FakeApiServer, fakeApiServer, hastyClock, line, listOf, until } from "../../fake-api-server.ts";

let server: FakeApiServer | undefined;
afterEach(() => server?.close());

const node = (resourceVersion: string, spec: object, ready = "True") => ({
  metadata: { name: "a", resourceVersion },
  spec,
  status: { conditions: [{ type: "Ready", status: ready }] },
});

test("a cordon is told even if the next event takes it back, and nothing else of the spec is", async () => {
  server = await fakeApiServer(({ query }, response) => {
    if (!query.has("watch")) return response.end(listOf("1", node("1", {})));
    response.write(line("MODIFIED", node("2", { podCIDR: "10.244.0.0/24" })));
    response.write(line("MODIFIED", node("3", { unschedulable: true })));
    response.write(line("MODIFIED", node("4", {}, "False")));
  });
  const end = new AbortController();
  const samples: Sample[] = [];
  const readies: (readonly string[])[] = [];
  const client = apiClient({ server: server.url, insecure: false });
  const ended = watchNodes(
    { client, clock: hastyClock, signal: end.signal },
    { onReady: (names) => readies.push(names), onSample: (sample) => samples.push(sample) },
  );
  await until(() => readies.length === 2);
  end.abort();
  await ended;
  client.close();
  expect(samples).toMatchObject([
    { kind: "node", name: "a", was: null, unschedulable: false },
    { kind: "node", name: "a", was: false, unschedulable: true },
    { kind: "node", name: "a", was: true, unschedulable: false },
  ]);
  expect(readies).toEqual([["a"], []]);
});

test("renewed, it lists anew and sees what follows, though its connection never says that the server is gone", async () => {
  // The first server's watch stays silent: as through a node's port forwarding, where the end is not passed on.
  let lists = 0;
  server = await fakeApiServer(({ query }, response) => {
    if (!query.has("watch")) return response.end(listOf(String(++lists * 10), node(String(lists), {})));
    if (query.get("resourceVersion") === "10") return response.write(line("MODIFIED", node("11", {})));
    response.write(line("MODIFIED", node("21", { unschedulable: true })));
    response.write(line("MODIFIED", node("22", {})));
  });
  const end = new AbortController();
  const samples: Sample[] = [];
  const readies: (readonly string[])[] = [];
  const client = apiClient({ server: server.url, insecure: false });
  const watches = relists();
  const ended = watchNodes(
    { client, clock: hastyClock, signal: end.signal, relists: watches },
    { onReady: (names) => readies.push(names), onSample: (sample) => samples.push(sample) },
  );
  await until(() => server?.asked.some((path) => path.includes("watch")) ?? false);
  await watches.relist();
  expect(lists).toBe(2);
  await until(() => samples.length === 3);
  end.abort();
  await ended;
  client.close();
  expect(samples).toMatchObject([
    { unschedulable: false, was: null },
    { unschedulable: true, was: false },
    { unschedulable: false, was: true },
  ]);
});

test("a relist does not wait for a watch that ends", async () => {
  server = await fakeApiServer((_, response) => response.writeHead(503).end());
  const end = new AbortController();
  const client = apiClient({ server: server.url, insecure: false });
  const watches = relists();
  const ended = watchNodes(
    { client, clock: hastyClock, signal: end.signal, relists: watches },
    { onReady: () => {}, onSample: () => {} },
  );
  const renewed = watches.relist();
  end.abort();
  await Promise.all([renewed, ended]);
  client.close();
});
