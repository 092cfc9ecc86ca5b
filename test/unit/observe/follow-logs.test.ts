import { afterEach, beforeEach, expect, test } from "vitest";
import { type ApiClient, apiClient } from "../../../base/kube/api-client.ts";
import type { Sample } from "../../../harness/journal/events.ts";
import { followLogs } from "../../../harness/observe/follow-logs.ts";
import { type PodObject, podSchema } from "../../../harness/observe/objects.ts";
import { type Answer, type FakeApiServer, fakeApiServer, hastyClock, until } from "../../fake-api-server.ts";

let server: FakeApiServer;
let client: ApiClient;
let end: AbortController;
let samples: Sample[];
beforeEach(() => {
  end = new AbortController();
  samples = [];
});
afterEach(async () => {
  end.abort();
  client.close();
  await server.close();
});

async function follower(answer: Answer): Promise<(pod: PodObject) => void> {
  server = await fakeApiServer(answer);
  client = apiClient({ server: server.url, insecure: false });
  return followLogs({ client, clock: hastyClock, signal: end.signal }, (sample) => samples.push(sample));
}

const texts = () => samples.map((sample) => (sample.kind === "log" ? `${sample.pod}: ${sample.text}` : "?"));

function pod(name: string, status: Record<string, unknown>): PodObject {
  return podSchema.parse({
    metadata: { name, namespace: "kube-system" },
    status: { containerStatuses: [{ name: "metrics-server", restartCount: 0, ...status }] },
  });
}

const running = (id: string, last?: string) => ({
  containerID: id,
  state: { running: { startedAt: "2026-01-01T00:00:00Z" } },
  ...(last && { lastState: { terminated: { containerID: last } } }),
});

test("each container is followed once, however often its pod is seen", async () => {
  const see = await follower((_, response) =>
    response.write("2026-01-01T00:00:01.000000000Z Serving securely\n"),
  );
  see(pod("a", running("c1")));
  see(pod("a", running("c1")));
  await until(() => samples.length === 1);
  see(pod("b", running("c2")));
  await until(() => samples.length === 2);
  expect(texts()).toEqual(["a: Serving securely", "b: Serving securely"]);
  expect(server.asked).toHaveLength(2);
});

test("a line has the time at which it was written beside the one at which it was seen", async () => {
  const see = await follower((_, response) =>
    response.write("2026-01-01T00:00:01.123456789Z Serving securely\nunable to retrieve container logs\n"),
  );
  see(pod("a", running("c1")));
  await until(() => samples.length === 2);
  expect(samples.map((sample) => sample.kind === "log" && sample.writtenAt)).toEqual([
    "2026-01-01T00:00:01.123Z",
    undefined,
  ]);
});

test("a crash loop too fast to follow still gives the last words of the container before", async () => {
  const see = await follower(({ query }, response) =>
    query.has("previous")
      ? response.end("2026-01-01T00:00:01.000000000Z panic: failed to create listener\n")
      : response.write("2026-01-01T00:00:09.000000000Z starting\n"),
  );
  see(pod("a", running("c2", "c1")));
  await until(() => samples.length === 2);
  expect(texts().toSorted()).toEqual(["a: panic: failed to create listener", "a: starting"]);
});

test("a waiting container is left alone until it has run", async () => {
  const see = await follower((_, response) => response.end("2026-01-01T00:00:01.000000000Z x\n"));
  see(pod("a", { containerID: "c1", state: {} }));
  see(pod("a", { containerID: "c1", state: { terminated: { containerID: "c1" } } }));
  await until(() => samples.length === 1);
  expect(server.asked).toHaveLength(1);
});

test("a lost connection goes on where it was, without saying a line twice", async () => {
  const first = "2026-01-01T00:00:01.000000001Z one\n2026-01-01T00:00:01.000000002Z two\n";
  const see = await follower(({ query }, response) => {
    if (!query.has("sinceTime")) return response.write(first, () => setTimeout(() => response.destroy(), 20));
    expect(query.get("sinceTime")).toBe("2026-01-01T00:00:01.000000002Z");
    response.write(`${first}2026-01-01T00:00:02.000000000Z three\n`);
  });
  see(pod("a", running("c1")));
  await until(() => samples.length === 3);
  expect(texts()).toEqual(["a: one", "a: two", "a: three"]);
});

test("a stream that ends while the container runs (a kubelet restart) is asked for again; not so when it has ended", async () => {
  const see = await follower(({ query }, response) => {
    if (!query.has("sinceTime")) return response.end("2026-01-01T00:00:01.000000000Z one\n");
    response.end("2026-01-01T00:00:02.000000000Z two\n");
  });
  see(pod("a", running("c1")));
  await until(() => samples.length === 2);
  see(pod("a", { containerID: "c1", state: { terminated: { containerID: "c1" } } }));
  const asked = server.asked.length;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(server.asked.length).toBeLessThanOrEqual(asked + 1);
});

test("a kubelet that has just restarted and does not know the pod yet is asked again", async () => {
  let asked = 0;
  const see = await follower((_, response) => {
    asked += 1;
    if (asked === 1) return response.end("2026-01-01T00:00:01.000000000Z one\n");
    if (asked === 2) return response.writeHead(404).end('pods "a" not found');
    response.write("2026-01-01T00:00:02.000000000Z 401 Unauthorized\n");
  });
  see(pod("a", running("c1")));
  await until(() => samples.length === 2);
  expect(texts()).toEqual(["a: one", "a: 401 Unauthorized"]);
});
