import { afterEach, expect, test } from "vitest";
import type { Sample } from "../../../harness/journal/events.ts";
import { apiClient } from "../../../harness/observe/api-client.ts";
import { watchNodes } from "../../../harness/observe/watch-nodes.ts";
import { type FakeApiServer, fakeApiServer, hastyClock, line, listOf, until } from "./fake-api-server.ts";

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
