import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Exec } from "../../../base/exec.ts";
import type { Sample } from "../../../harness/journal/events.ts";
import { type Observer, observeStand } from "../../../harness/observe/observe-stand.ts";
import { observationPlan } from "../../../harness/observe/plan.ts";
import { TOP_FAILS } from "../../../harness/scenario/words/signs.ts";
import {
  apiService,
  type FakeApiServer,
  fakeApiServer,
  hastyClock,
  listOf,
  until,
} from "../../fake-api-server.ts";
import { tempFolder } from "../../temp-folder.ts";

/** Two servers and what stands in front of them, all one process here: kubectl's `--server` tells which was asked. */
let dir: string;
let server: FakeApiServer;
let observer: Observer;
let seen: Sample[];
/** How the metrics API answers a cheap request, and how far the observer's clock is ahead. */
let status: number;
let ahead: number;
let asked: { server: string; timeout: string; end: () => void; aborted: boolean }[];

beforeEach(async () => {
  dir = tempFolder("several");
  seen = [];
  asked = [];
  status = 503;
  ahead = 0;
  server = await fakeApiServer(({ path, query }, response) => {
    if (query.has("watch")) return response.write("");
    if (path.endsWith("/v1beta1/nodes")) return response.writeHead(status).end("no metrics");
    if (path.endsWith("/apiservices")) return response.end(listOf("1", apiService("1", "True", "Passed")));
    response.end(path === "/apis" ? '{"items":[]}' : listOf("1"));
  });
  await writeFile(
    join(dir, "kubeconfig"),
    JSON.stringify({
      "current-context": "c",
      contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
      clusters: [{ name: "c", cluster: { server: server.url } }],
      users: [{ name: "u", user: { token: "t" } }],
    }),
  );
  const kubectl: Exec = (_, args, options) =>
    new Promise((resolve) => {
      const result = { exitCode: 1, stdout: "", stderr: "timed out", timedOut: false, durationMs: 1 };
      const timeout = args.find((arg) => arg.startsWith("--request-timeout="))?.split("=")[1] ?? "";
      const probe = {
        server: args[args.indexOf("--server") + 1] ?? "",
        timeout,
        end: () => resolve(result),
        aborted: false,
      };
      if (!args.includes("--server")) probe.server = "kubeconfig";
      const abort = () => {
        probe.aborted = true;
        resolve(result);
      };
      // A probe that is given up while its folder is made starts with a signal that no longer fires.
      if (options?.signal?.aborted) return abort();
      options?.signal?.addEventListener("abort", abort);
      asked.push(probe);
    });
  observer = await observeStand({
    kubeconfig: join(dir, "kubeconfig"),
    servers: ["one", "two"].map((name) => ({ name, url: `${server.url}/${name}` })),
    nodes: [],
    kubectl: "kubectl",
    exec: kubectl,
    clock: { now: () => hastyClock.now() + ahead, sleep: hastyClock.sleep },
    scratchDir: dir,
    signal: new AbortController().signal,
    plan: observationPlan({
      symptom: {
        command: "kubectl top nodes",
        signatures: [TOP_FAILS],
        withinSeconds: 20,
        persists: { seconds: 30 },
        patienceSeconds: 40,
      },
    }),
    onSample: (_, sample) => seen.push(sample),
    onNodes: () => {},
  });
});

afterEach(async () => {
  await observer.stop();
  await server.close();
});

test("each server is asked by itself, and so is what the kubeconfig names", async () => {
  expect(observer.vantages).toEqual(["one", "two", "load-balancer"]);
  observer.enter("symptom");
  await until(() => asked.length >= 3);
  expect(asked.map((probe) => probe.server.replace(server.url, "")).sort()).toEqual([
    "/one",
    "/two",
    "kubeconfig",
  ]);
});

test("while the fault is on a probe waits as long as the scenario says, and once a fix comes as long as ever", async () => {
  observer.enter("symptom");
  await until(() => asked.length >= 3);
  expect(new Set(asked.map(({ timeout }) => timeout))).toEqual(new Set(["40s"]));
  // Longer than what a probe may hang before a change makes it worthless; then every server's answer changes, to another failure.
  ahead = 2_000;
  status = 404;
  await until(() => seen.filter((sample) => sample.kind === "command" && sample.exit === 404).length >= 3);
  expect(asked.filter(({ aborted }) => aborted)).toEqual([]);
  const before = asked.length;
  observer.enter("fix");
  await until(() => asked.length >= before + 3 && asked.slice(0, 3).every(({ aborted }) => aborted));
  expect(new Set(asked.slice(before).map(({ timeout }) => timeout))).toEqual(new Set(["10s"]));
});
