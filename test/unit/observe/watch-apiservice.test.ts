import { afterEach, expect, test } from "vitest";
import { apiClient } from "../../../base/kube/api-client.ts";
import type { Sample } from "../../../harness/journal/events.ts";
import { watchApiService } from "../../../harness/observe/watch-apiservice.ts";
import {
  type Answer,
  apiService,
  type FakeApiServer,
  fakeApiServer,
  hastyClock,
  line,
  listOf,
  until,
} from "../../fake-api-server.ts";

let server: FakeApiServer | undefined;
afterEach(() => server?.close());

async function watched(answer: Answer): Promise<{ samples: Sample[]; stop: () => Promise<void> }> {
  server = await fakeApiServer(answer);
  const end = new AbortController();
  const samples: Sample[] = [];
  const client = apiClient({ server: server.url, insecure: false });
  const ended = watchApiService({ client, clock: hastyClock, signal: end.signal }, "cp", (s) =>
    samples.push(s),
  );
  return {
    samples,
    stop: async () => {
      end.abort();
      await ended;
      client.close();
    },
  };
}

const states = (samples: readonly Sample[]) =>
  samples.map((s) =>
    s.kind === "apiservice" ? `${s.present ? s.status : "absent"} ${s.reason}`.trim() : "?",
  );

test("every event is a sample, even within one packet: servers overwrite each other faster than anybody polls", async () => {
  const { samples, stop } = await watched(({ query }, response) => {
    if (!query.has("watch")) return response.end(listOf("1", apiService("1", "True", "Passed")));
    response.write(
      line("MODIFIED", apiService("2", "False", "FailedDiscoveryCheck", "context deadline exceeded")) +
        line("MODIFIED", apiService("3", "True", "Passed")) +
        line("MODIFIED", apiService("4", "True", "Passed")),
    );
  });
  await until(() => samples.length === 4);
  await stop();
  expect(states(samples)).toEqual([
    "True Passed",
    "False FailedDiscoveryCheck",
    "True Passed",
    "True Passed",
  ]);
  expect(samples[1]).toMatchObject({ vantage: "cp", message: "context deadline exceeded" });
});

test("an absent APIService is a state, and so is its deletion", async () => {
  const { samples, stop } = await watched(({ query }, response) => {
    if (!query.has("watch")) return response.end(listOf("1"));
    response.write(line("ADDED", { metadata: { name: "x", resourceVersion: "2" } }));
    response.write(line("DELETED", apiService("3", "False", "ServiceNotFound")));
  });
  await until(() => samples.length === 3);
  await stop();
  expect(states(samples)).toEqual(["absent", "", "absent"]);
});

test("a lost connection goes on from the last version seen, bookmarks included; nothing is listed again", async () => {
  const { samples, stop } = await watched(({ query }, response) => {
    if (!query.has("watch")) return response.end(listOf("1", apiService("1", "True", "Passed")));
    if (query.get("resourceVersion") === "1") {
      response.write(line("MODIFIED", apiService("2", "False", "MissingEndpoints")));
      response.write(line("BOOKMARK", { metadata: { resourceVersion: "7" } }), () => response.destroy());
      return;
    }
    response.write(line("MODIFIED", apiService("8", "True", "Passed")));
  });
  await until(() => samples.length === 3);
  await stop();
  expect(states(samples)).toEqual(["True Passed", "False MissingEndpoints", "True Passed"]);
  const versions = server?.asked.map((path) =>
    new URLSearchParams(path.split("?")[1]).get("resourceVersion"),
  );
  expect(versions).toEqual([null, "1", "7"]);
});

test("a compacted version (410) is listed anew", async () => {
  let lists = 0;
  const { samples, stop } = await watched(({ query }, response) => {
    if (!query.has("watch")) {
      lists += 1;
      return response.end(
        listOf(String(lists * 100), apiService("1", lists === 1 ? "True" : "False", "Listed")),
      );
    }
    if (lists === 1) return response.end(line("ERROR", { code: 410, message: "too old resource version" }));
    response.write("");
  });
  await until(() => samples.length === 2);
  await stop();
  expect(states(samples)).toEqual(["True Listed", "False Listed"]);
});

test("an API server that refuses at first is asked again", async () => {
  let asked = 0;
  const { samples, stop } = await watched(({ query }, response) => {
    asked += 1;
    if (asked === 1) return response.writeHead(503).end("starting");
    if (!query.has("watch")) return response.end(listOf("1", apiService("1", "True", "Passed")));
    response.write("");
  });
  await until(() => samples.length === 1);
  await stop();
  expect(states(samples)).toEqual(["True Passed"]);
});
