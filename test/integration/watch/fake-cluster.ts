import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { apiService, fakeApiServer, line, listOf } from "../../fake-api-server.ts";
import { FAKE_TOOLS, fakeMachine } from "../toolchain/fake-machine.ts";

const FAKE_PULUMI = resolve(import.meta.dirname, "fake-pulumi.ts");
const NODE = "fake-control-plane";
const POD = "metrics-server-fake";
const STARTED = "2026-01-01T00:00:00Z";

/** What `kubectl top` says where the APIService leads to port 1. */
export const TOP_FAILS = "error: Metrics API not available";

/** Pulumi's program in Node, which takes a second to start and has nothing to do but for updates. */
const pulumi = `case "$1" in version) ${FAKE_TOOLS.pulumi}; exit 0 ;; stack) exit 0 ;; esac\nexec ${process.execPath} ${FAKE_PULUMI} "$@"`;

/** `kubectl`, of a cluster whose metrics API works as long as its APIService does not lead to port 1. */
const kubectl = (folder: string) => `
case "$*" in *--kubeconfig*) ;; *) ${FAKE_TOOLS.kubectl}; exit 0 ;; esac
if grep -q '"port":1[,}]' ${folder}/applied.json; then echo "${TOP_FAILS}" >&2; exit 1; fi
case "$*" in
  *"top nodes") printf 'NAME CPU(cores) CPU(%%) MEMORY(bytes) MEMORY(%%)\\n${NODE} 100m 5%% 800Mi 10%%\\n' ;;
  *"top pods -A") printf 'NAMESPACE NAME CPU(cores) MEMORY(bytes)\\nkube-system ${POD} 4m 20Mi\\n' ;;
  *) echo NAME ;;
esac`;

/**
 * A machine on which clusters stand at once and are what Pulumi was told last: fake tools on PATH, and one API server for them all, in
 * this process.
 */
export async function machineWithClusters() {
  const machine = await fakeMachine({ ...FAKE_TOOLS, pulumi, kubectl: "" });
  const root = dirname(machine.bin);
  const folder = join(root, "cluster");
  mkdirSync(folder);
  writeFileSync(join(machine.bin, "kubectl"), `#!/bin/sh\n${kubectl(folder)}\n`);
  const api = await startApi(() => /"port":1[,}]/.test(read(join(folder, "applied.json"))));
  onTestFinished(api.close);
  writeFileSync(join(folder, "kubeconfig"), kubeconfigOf(api.url));
  return {
    root,
    env: {
      ...machine.env,
      HOME: root,
      FAKE_CLUSTER: folder,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    },
    /** What Pulumi was told to do so far, in order: "up", "preview", "destroy". */
    calls: () =>
      read(join(folder, "calls"))
        .split("\n")
        .filter((call) => /^(up|preview|destroy)$/.test(call)),
    /** What the cluster was last told to be; empty where there is none. */
    applied: () => read(join(folder, "applied.json")),
  };
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function kubeconfigOf(server: string): string {
  return JSON.stringify({
    "current-context": "fake",
    contexts: [{ name: "fake", context: { cluster: "fake", user: "fake" } }],
    clusters: [{ name: "fake", cluster: { server } }],
    users: [{ name: "fake", user: { token: "t0ken" } }],
  });
}

/** Lists, and watches that stay open; those of the APIService hear when it breaks or works again. */
async function startApi(isBroken: () => boolean) {
  const watches = new Set<ServerResponse>();
  let version = 1;
  let told = false;
  const service = () =>
    isBroken()
      ? apiService(
          String(version),
          "False",
          "FailedDiscoveryCheck",
          "no port 1 found in service metrics-server",
        )
      : apiService(String(version), "True", "Passed");
  const looks = setInterval(() => {
    if (isBroken() === told) return;
    told = isBroken();
    version += 1;
    for (const response of watches) response.write(line("MODIFIED", service()));
  }, 50);
  const api = await fakeApiServer(({ path, query }, response) => {
    if (query.has("watch")) {
      response.writeHead(200).flushHeaders();
      if (!path.endsWith("/apiservices")) return;
      watches.add(response);
      response.on("close", () => watches.delete(response));
      return;
    }
    if (path.endsWith("/log")) return void response.writeHead(200).flushHeaders();
    const answer = ANSWERS[path];
    if (path.endsWith("/apiservices")) response.end(listOf(String(version), service()));
    else if (path.startsWith("/apis/metrics.k8s.io/"))
      response.writeHead(isBroken() ? 503 : 200).end('{"items":[{}]}');
    else if (answer) response.end(answer);
    else response.writeHead(404).end();
  });
  return {
    url: api.url,
    close: async () => {
      clearInterval(looks);
      await api.close();
    },
  };
}

const ANSWERS: Readonly<Record<string, string>> = {
  "/api/v1/nodes": listOf("1", {
    metadata: { name: NODE },
    status: { conditions: [{ type: "Ready", status: "True" }] },
  }),
  "/api/v1/namespaces/kube-system/events": listOf("1"),
  "/api/v1/namespaces/kube-system/pods": listOf("1", {
    metadata: { name: POD, namespace: "kube-system" },
    spec: { nodeName: NODE },
    status: {
      conditions: [{ type: "Ready", status: "True", lastTransitionTime: STARTED }],
      containerStatuses: [
        {
          name: "metrics-server",
          containerID: "containerd://1",
          restartCount: 0,
          state: { running: { startedAt: STARTED } },
        },
      ],
    },
  }),
};
