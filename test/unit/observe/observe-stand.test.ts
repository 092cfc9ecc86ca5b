import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Clock } from "../../../base/clock.ts";
import type { Exec } from "../../../base/exec.ts";
import { systemClock } from "../../../base/system-clock.ts";
import type { Sample } from "../../../harness/journal/events.ts";
import { type Observer, observeStand } from "../../../harness/observe/observe-stand.ts";
import { observationPlan } from "../../../harness/observe/plan.ts";
import type { PhaseName } from "../../../harness/plan/cell.ts";
import type { Symptom } from "../../../harness/scenario/types.ts";
import { apiService, type FakeApiServer, fakeApiServer, line, listOf, until } from "../../fake-api-server.ts";
import { tempFolder } from "../../temp-folder.ts";

const SYMPTOM: Symptom = {
  command: "kubectl top nodes",
  signatures: [{ kind: "command", on: { kind: "top-nodes" }, exit: "non-zero", text: [/not available/] }],
  withinSeconds: 20,
  persists: { seconds: 30 },
};

let dir: string;
let server: FakeApiServer;
let observer: Observer;
/** What kubectl finds, and what a raw request gets: discovery can lag behind. */
let works: boolean;
let answers: boolean;
let seen: { phase: PhaseName; sample: Sample }[];
let nodes: (readonly string[])[];
let condition: ServerResponse | undefined;
/** While it is there kubectl hangs until it is resolved or given up. */
let hanging: PromiseWithResolvers<void> | undefined;

beforeEach(async () => {
  dir = tempFolder("observe");
  works = true;
  answers = true;
  hanging = undefined;
  seen = [];
  nodes = [];
  server = await fakeApiServer(({ path, query }, response) => {
    if (path === "/apis") return response.end(JSON.stringify({ items: [] }));
    if (path.endsWith("/v1beta1/nodes"))
      return answers ? response.end('{"items":[{}]}') : response.writeHead(503).end("service unavailable");
    if (query.has("watch")) {
      if (path.endsWith("/apiservices")) condition = response;
      return response.write("");
    }
    if (path.endsWith("/apiservices")) return response.end(listOf("1", apiService("1", "True", "Passed")));
    const ready = { conditions: [{ type: "Ready", status: "True" }] };
    response.end(
      path.endsWith("/nodes") ? listOf("1", { metadata: { name: "cp" }, status: ready }) : listOf("1"),
    );
  });
  const cluster = { server: server.url };
  await writeFile(
    join(dir, "kubeconfig"),
    JSON.stringify({
      "current-context": "c",
      contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
      clusters: [{ name: "c", cluster }],
      users: [{ name: "u", user: { token: "t" } }],
    }),
  );
});

afterEach(async () => {
  await observer.stop();
  await server.close();
});

const kubectl: Exec = async (_, args, { signal } = {}) => {
  if (hanging) await Promise.race([hanging.promise, signal && once(signal, "abort")]);
  const pods = args.includes("pods");
  const text = pods
    ? "NAMESPACE NAME CPU(cores) MEMORY(bytes)\na b 1m 1Mi"
    : "NAME CPU(cores) CPU(%) MEMORY(bytes) MEMORY(%)\ncp 1m 1% 1Mi 1%";
  const failed = { exitCode: 1, stdout: "", stderr: "error: Metrics API not available" };
  return { ...(works ? { exitCode: 0, stdout: text, stderr: "" } : failed), timedOut: false, durationMs: 1 };
};

/** Real time in which no poller's turn comes (paces are 4 s and more): what is probed was woken. */
const noTurns: Clock = {
  now: systemClock.now,
  sleep: (ms, signal) => systemClock.sleep(ms < 2_000 ? ms : 86_400_000, signal),
};

async function observed(clock: Clock = systemClock, symptom = SYMPTOM): Promise<void> {
  observer = await observeStand({
    kubeconfig: join(dir, "kubeconfig"),
    servers: [{ name: "control-plane", url: server.url }],
    nodes: [],
    kubectl: "kubectl",
    exec: kubectl,
    clock,
    scratchDir: dir,
    signal: new AbortController().signal,
    plan: observationPlan({ symptom }),
    onSample: (phase, sample) => seen.push({ phase, sample }),
    onNodes: (_, ready) => nodes.push(ready),
  });
}

const probes = (observable: string) =>
  seen.flatMap(({ phase, sample }) =>
    sample.kind === "command" && sample.observable === observable ? [`${phase} ${sample.exit}`] : [],
  );

test("watches from the start, probes from the first phase on, and tells which phase it was", async () => {
  await observed();
  await until(() => seen.some(({ sample }) => sample.kind === "apiservice") && nodes.length > 0);
  expect(probes("top nodes")).toEqual([]);
  expect(nodes).toEqual([["cp"]]);
  observer.enter("baseline");
  await until(() => probes("top pods -A").length > 0);
  expect(probes("top nodes")[0]).toBe("baseline 0");
  expect(observer.log.samples).toEqual(seen.map(({ sample }) => sample));
});

test("a change of the condition is looked into at once, not at the next turn", async () => {
  await observed(noTurns);
  observer.enter("symptom");
  await until(() => probes("top nodes").length > 0 && condition !== undefined);
  // What was new at the start has been looked into by then.
  await new Promise((resolve) => setTimeout(resolve, 400));
  works = false;
  condition?.write(line("MODIFIED", apiService("2", "False", "MissingEndpoints")));
  await until(() => probes("top nodes").includes("symptom 1"));
});

test.each([
  { patienceSeconds: undefined, ends: "given up" },
  { patienceSeconds: 40, ends: "waited for" },
])("a look that hangs is $ends where the scenario's patience is $patienceSeconds", async (each) => {
  const { patienceSeconds, ends } = each;
  await observed(noTurns, { ...SYMPTOM, ...(patienceSeconds !== undefined && { patienceSeconds }) });
  hanging = Promise.withResolvers();
  const { resolve: answer } = hanging;
  observer.enter("symptom");
  await until(() => condition !== undefined);
  // Longer than what may be under way when something changes.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  works = false;
  hanging = undefined;
  condition?.write(line("MODIFIED", apiService("2", "False", "MissingEndpoints")));
  await until(() => seen.some(({ sample }) => sample.kind === "apiservice" && sample.status === "False"));
  answer();
  await until(() => probes("top nodes").length > 0);
  const [first] = seen.flatMap(({ sample }) =>
    sample.kind === "command" && sample.observable === "top nodes" ? [sample] : [],
  );
  const took = Date.parse(first?.endedAt ?? "") - Date.parse(first?.startedAt ?? "");
  expect(took >= 2_000 ? "waited for" : "given up").toBe(ends);
});

test("a recovery that no watch tells of is noticed by the cheap request", async () => {
  works = false;
  answers = false;
  await observed(noTurns);
  observer.enter("symptom");
  await until(() => probes("top nodes").length > 0);
  expect(probes("top pods -A")).toEqual([]);
  await until(() => probes("raw /apis/metrics.k8s.io/v1beta1/nodes").includes("symptom 503"));
  works = true;
  answers = true;
  await until(() => probes("top nodes").includes("symptom 0") && probes("top pods -A").includes("symptom 0"));
});

test("nothing is looked at any more after the end, and no cache is left", async () => {
  await observed();
  observer.enter("baseline");
  await until(() => probes("top nodes").length > 0);
  await observer.stop();
  const { length } = seen;
  const asked = server.asked.length;
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(seen).toHaveLength(length);
  expect(server.asked).toHaveLength(asked);
  expect((await readdir(dir)).filter((name) => name.startsWith("kubectl-"))).toEqual([]);
});
