import type { ServerResponse } from "node:http";
import type { Answer } from "./fake-api-server.ts";

/** A cluster as `diagnose` asks for it, a healthy one unless told otherwise. Times are of now, so that nothing is starting. */
export interface FakeCluster {
  /** Available of the metrics APIService; null where there is none. */
  readonly available?: { readonly status: string; readonly reason: string; readonly message: string } | null;
  readonly ready?: boolean;
  readonly restarts?: number;
  /** Seconds since metrics-server's pod was created; null where there is no pod. */
  readonly podAge?: number | null;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** What its container wrote last, a line each, now. */
  readonly log?: readonly string[];
  readonly events?: readonly { readonly reason: string; readonly message: string }[];
  /** Paths that are answered 403. */
  readonly denied?: RegExp;
  readonly cordoned?: boolean;
  /** Paths that are answered otherwise. */
  readonly answers?: Readonly<Record<string, Body>>;
  /** Gets every watch that has begun; without it nothing changes. */
  readonly onWatch?: (path: string, response: ServerResponse) => void;
}

export interface Refusing {
  readonly answer: Answer;
  /** Requests that were anything but a GET. */
  readonly refused: string[];
}

export const POD = "metrics-server-8467fcc7b7-x2v9q";
const NODE = "node-1";

/** Answers what a cluster would, counts and refuses whatever is no GET. */
export function fakeCluster(cluster: FakeCluster = {}): Refusing {
  const refused: string[] = [];
  return {
    refused,
    answer: ({ method, path, query, headers }, response) => {
      const say = (status: number, body: unknown) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(typeof body === "string" ? body : JSON.stringify(body));
      };
      if (method !== "GET") {
        refused.push(`${method} ${path}`);
        return say(405, "GET is all there is");
      }
      if (cluster.denied?.test(path)) return say(403, forbidden(path));
      if (query.get("watch")) {
        response.writeHead(200).flushHeaders();
        return void cluster.onWatch?.(path, response);
      }
      const body = answerOf(cluster, path, query, `${headers.accept}`);
      return body === undefined
        ? say(404, status(404, "NotFound", "not found"))
        : say(body.status ?? 200, body.body);
    },
  };
}

export interface Body {
  readonly status?: number;
  readonly body: unknown;
}

function answerOf(
  cluster: FakeCluster,
  path: string,
  query: URLSearchParams,
  accept: string,
): Body | undefined {
  const { available = PASSED, namespace = "kube-system", log = [] } = cluster;
  const works = available?.status === "True";
  const pod = podOf(cluster);
  const own = cluster.answers?.[path];
  if (own) return own;
  switch (path) {
    case "/version":
      return { body: { gitVersion: "v1.34.4" } };
    case "/apis":
      return { body: discovery(works) };
    case "/api/v1/nodes":
      return {
        body: accept.includes("as=Table")
          ? nodesTable()
          : { metadata: { resourceVersion: "1" }, items: [node(cluster)] },
      };
    case "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices":
      return { body: { items: [{ endpoints: [{ addresses: ["10.0.0.9"] }], ports: [{ port: 6443 }] }] } };
    case "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io":
      return available === null ? undefined : { body: apiService(available, namespace) };
    case "/api/v1/pods":
      return { body: { items: pod && isSelected(cluster, query) ? [pod] : [] } };
    case "/apis/metrics.k8s.io/v1beta1/nodes":
      return works ? { body: { items: [{ metadata: { name: NODE }, usage: USAGE }] } } : unserved(available);
    case "/apis/metrics.k8s.io/v1beta1/pods":
      return works
        ? { body: { items: [{ metadata: { name: "a", namespace: "b" }, containers: [{ usage: USAGE }] }] } }
        : unserved(available);
    case "/api/v1/namespaces":
      return { body: { items: [{ metadata: { name: namespace }, status: { phase: "Active" } }] } };
    case `/api/v1/namespaces/${namespace}/events`:
      return { body: { items: (cluster.events ?? []).map(eventOf) } };
    case `/api/v1/namespaces/${namespace}/pods/${POD}/log`:
      return pod ? { body: log.map((line) => `${new Date().toISOString()} ${line}`).join("\n") } : undefined;
    case "/apis/certificates.k8s.io/v1/certificatesigningrequests":
      return { body: { kind: "Table", columnDefinitions: [], rows: [] } };
    default:
      return undefined;
  }
}

const PASSED = { status: "True", reason: "Passed", message: "all checks passed" };
const USAGE = { cpu: "187123456n", memory: "812345Ki" };

function unserved(available: FakeCluster["available"]): Body | undefined {
  return available === null
    ? { status: 404, body: "404 page not found\n" }
    : { status: 503, body: "service unavailable\n" };
}

function discovery(works: boolean) {
  const versions = [{ version: "v1beta1", freshness: works ? "Current" : "Stale" }];
  return { kind: "APIGroupDiscoveryList", items: [{ metadata: { name: "metrics.k8s.io" }, versions }] };
}

const apiService = (condition: NonNullable<FakeCluster["available"]>, namespace: string) => ({
  metadata: { name: "v1beta1.metrics.k8s.io" },
  spec: { service: { namespace, name: "metrics-server" } },
  status: { conditions: [{ type: "Available", ...condition }] },
});

export const node = ({ cordoned = false }: FakeCluster) => ({
  metadata: { name: NODE, resourceVersion: "1" },
  spec: { unschedulable: cordoned },
  status: {
    conditions: [{ type: "Ready", status: "True" }],
    allocatable: { cpu: "2", memory: "8Gi" },
    addresses: [{ type: "InternalIP", address: "10.0.0.9" }],
  },
});

const nodesTable = () => ({
  kind: "Table",
  columnDefinitions: ["Name", "Status", "Roles", "Age", "Version"].map((name) => ({ name, priority: 0 })),
  rows: [{ cells: [NODE, "Ready", "control-plane", "3d", "v1.34.4"] }],
});

const labelsOf = ({ labels = { "k8s-app": "metrics-server" } }: FakeCluster) => labels;

function isSelected(cluster: FakeCluster, query: URLSearchParams): boolean {
  const wanted = (query.get("labelSelector") ?? "").split(",").map((each) => each.split("="));
  return wanted.every(([key = "", value]) => labelsOf(cluster)[key] === value);
}

export function podOf(cluster: FakeCluster) {
  const { ready = true, restarts = 0, podAge = 3_600, namespace = "kube-system" } = cluster;
  if (podAge === null) return undefined;
  const born = new Date(Date.now() - podAge * 1_000).toISOString();
  return {
    metadata: {
      name: POD,
      namespace,
      creationTimestamp: born,
      labels: labelsOf(cluster),
      ownerReferences: [{ kind: "ReplicaSet", name: "metrics-server-8467fcc7b7" }],
    },
    spec: {
      nodeName: NODE,
      containers: [
        {
          name: "metrics-server",
          image: "registry.k8s.io/metrics-server/metrics-server:v0.7.2",
          args: ["--secure-port=10250", "--metric-resolution=10s", "--v=2"],
        },
      ],
    },
    status: {
      conditions: [{ type: "Ready", status: ready ? "True" : "False", lastTransitionTime: born }],
      containerStatuses: [
        {
          name: "metrics-server",
          containerID: "c1",
          restartCount: restarts,
          state: { running: { startedAt: born } },
        },
      ],
    },
  };
}

const eventOf = ({ reason, message }: { readonly reason: string; readonly message: string }) => ({
  metadata: { name: "e", creationTimestamp: new Date().toISOString() },
  involvedObject: { kind: "Pod", name: POD },
  reason,
  message,
  count: 3,
  lastTimestamp: new Date().toISOString(),
});

const status = (code: number, reason: string, message: string) => ({
  kind: "Status",
  status: "Failure",
  code,
  reason,
  message,
});

function forbidden(path: string) {
  const resource = path.includes("metrics.k8s.io/v1beta1/nodes") ? "nodes.metrics.k8s.io" : "pods/log";
  return status(
    403,
    "Forbidden",
    `${resource} is forbidden: User "paul" cannot list resource "nodes" in API group "metrics.k8s.io" at the cluster scope`,
  );
}
