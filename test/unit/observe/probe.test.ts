import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { beforeEach, expect, test } from "vitest";
import type { Exec } from "../../../base/exec.ts";
import { apiClient } from "../../../base/kube/api-client.ts";
import { probe, type Vantage } from "../../../harness/observe/probe.ts";
import { fakeApiServer } from "../../fake-api-server.ts";
import { tempFolder } from "../../temp-folder.ts";
import { virtualClock } from "../../virtual-clock.ts";

let scratchDir: string;
beforeEach(() => {
  scratchDir = tempFolder("probe");
});

const clock = virtualClock();
const client = apiClient({ server: "http://127.0.0.1:9", insecure: false });
const vantage: Vantage = { name: "cp2", client, kubectlFlags: ["--server", "https://10.0.0.3:6443"] };
const signal = new AbortController().signal;

function deps(exec: Exec) {
  return {
    kubectl: "/bin/kubectl",
    kubeconfig: "/k",
    nodes: ["x-control-plane", "x-worker"],
    scratchDir,
    exec,
    clock,
    patienceSeconds: 10,
  };
}

test("each look with kubectl has a cache of its own, gone afterwards", async () => {
  const caches: string[] = [];
  const exec: Exec = async (_, args) => {
    const cache = args[args.indexOf("--cache-dir") + 1] ?? "";
    expect(existsSync(cache)).toBe(true);
    caches.push(cache);
    return {
      exitCode: 1,
      stdout: "",
      stderr: "error: Metrics API not available",
      timedOut: false,
      durationMs: 130,
    };
  };
  const first = await probe({ kind: "top-nodes" }, vantage, deps(exec), signal);
  await probe({ kind: "top-nodes" }, vantage, deps(exec), signal);
  expect(new Set(caches).size).toBe(2);
  expect(await readdir(scratchDir)).toEqual([]);
  expect(first).toMatchObject({
    observable: "top nodes",
    vantage: "cp2",
    exit: 1,
    text: "error: Metrics API not available",
  });
});

test("asks the vantage point's server what a reporter would type, without a proxy", async () => {
  const calls: { args: readonly string[]; env: Readonly<Record<string, string>> | undefined }[] = [];
  const exec: Exec = async (_, args, options) => {
    calls.push({ args, env: options?.env });
    return { exitCode: 0, stdout: "out", stderr: "warning", timedOut: false, durationMs: 1 };
  };
  const sample = await probe({ kind: "kubectl", args: ["get", "ns", "x"] }, vantage, deps(exec), signal);
  await probe({ kind: "top-pods" }, vantage, deps(exec), signal);
  expect(sample).toMatchObject({ observable: "kubectl get ns x", exit: 0, text: "out\nwarning" });
  expect(calls[0]?.args.join(" ")).toMatch(/--server https:\/\/10\.0\.0\.3:6443 .*get ns x$/);
  expect(calls[1]?.args.slice(-3)).toEqual(["top", "pods", "-A"]);
  expect(calls[0]?.env).toMatchObject({ NO_PROXY: "*" });
});

test("a raw probe keeps the status and the body that `kubectl get --raw` hides", async () => {
  const server = await fakeApiServer(({ path }, response) => {
    if (path === "/ok") return response.end("{}");
    response
      .writeHead(503)
      .end("error trying to reach service: x509: certificate signed by unknown authority");
  });
  const raw = { ...vantage, client: apiClient({ server: server.url, insecure: false, token: "t" }) };
  const none: Exec = () => Promise.reject(new Error("no process for a raw probe"));
  expect(await probe({ kind: "raw", path: "/apis/x" }, raw, deps(none), signal)).toMatchObject({
    observable: "raw /apis/x",
    exit: 503,
    text: expect.stringContaining("x509"),
  });
  expect(await probe({ kind: "raw", path: "/ok" }, raw, deps(none), signal)).toMatchObject({
    exit: 0,
    text: "{}",
  });
  await server.close();
  expect(await probe({ kind: "raw", path: "/ok" }, raw, deps(none), signal)).toMatchObject({ exit: 1 });
  raw.client.close();
});

test("a probe that was ended is no sample", async () => {
  const stop = new AbortController();
  const exec: Exec = async () => {
    stop.abort();
    return { exitCode: 128, stdout: "", stderr: "", timedOut: false, durationMs: 1 };
  };
  expect(await probe({ kind: "top-nodes" }, vantage, deps(exec), stop.signal)).toBeNull();
});

test("a look names nodes by their place, and is called as it is written", async () => {
  const asked: string[] = [];
  const exec: Exec = async (_, args) => {
    asked.push(args.at(-1) ?? "");
    return { exitCode: 0, stdout: "", stderr: "", timedOut: false, durationMs: 1 };
  };
  const observable = { kind: "kubectl", args: ["top", "node", "{worker}"] } as const;
  const sample = await probe(observable, vantage, deps(exec), signal);
  expect(asked).toEqual(["x-worker"]);
  expect(sample?.observable).toBe("kubectl top node {worker}");
});
