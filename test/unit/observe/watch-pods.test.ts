import { afterEach, expect, test } from "vitest";
import { apiClient } from "../../../base/kube/api-client.ts";
import type { Sample } from "../../../harness/journal/events.ts";
import { watchPods } from "../../../harness/observe/watch-pods.ts";
import { type FakeApiServer, fakeApiServer, hastyClock, line, listOf, until } from "../../fake-api-server.ts";

let server: FakeApiServer | undefined;
afterEach(() => server?.close());

function pod(version: string, name: string, ready: boolean, restarts = 0, extra: object = {}) {
  return {
    metadata: { name, namespace: "kube-system", resourceVersion: version, ...extra },
    status: {
      conditions: [
        { type: "Ready", status: ready ? "True" : "False", lastTransitionTime: "2026-01-01T00:00:17Z" },
      ],
      containerStatuses: [
        {
          name: "metrics-server",
          restartCount: restarts,
          state: { running: { startedAt: "2026-01-01T00:00:00Z" } },
        },
      ],
    },
  };
}

test("readiness, restarts and the end of a pod are told once each", async () => {
  server = await fakeApiServer(({ query }, response) => {
    if (!query.has("watch")) return response.end(listOf("1", pod("1", "a", false)));
    response.write(line("MODIFIED", pod("2", "a", false, 0, { annotations: { nothing: "that matters" } })));
    response.write(line("MODIFIED", pod("3", "a", true)));
    response.write(line("MODIFIED", pod("4", "a", true, 1)));
    response.write(line("DELETED", pod("5", "a", false)));
    response.write(
      line("ADDED", { metadata: { name: "b", namespace: "kube-system", resourceVersion: "6" } }),
    );
  });
  const end = new AbortController();
  const samples: Sample[] = [];
  const client = apiClient({ server: server.url, insecure: false });
  const seen: string[] = [];
  const ended = watchPods(
    { client, clock: hastyClock, signal: end.signal },
    { onSample: (sample) => samples.push(sample), onPod: ({ metadata }) => seen.push(metadata.name) },
  );
  await until(() => samples.length === 5);
  end.abort();
  await ended;
  client.close();
  const startedAt = "2026-01-01T00:00:00Z";
  const readyAt = "2026-01-01T00:00:17Z";
  expect(samples).toMatchObject([
    { pod: "a", ready: false, restarts: 0, startedAt, readyAt: null },
    { pod: "a", ready: true, restarts: 0, startedAt, readyAt },
    { pod: "a", ready: true, restarts: 1 },
    { pod: "a", ready: false, gone: true },
    { pod: "b", ready: false, startedAt: null, readyAt: null },
  ]);
  expect(seen).toEqual(["a", "a", "a", "a", "b"]);
});
