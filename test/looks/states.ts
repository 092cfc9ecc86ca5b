import {
  both,
  type Edit,
  inNamespace,
  named,
  ofContainer,
  ofKind,
  withFlags,
  withMore,
  without,
} from "./manifest.ts";

/** A state of a cluster, and what a look at it has to say. */
export interface State {
  readonly name: string;
  /** From metrics-server as it works. */
  readonly edit: Edit;
  readonly says: "healthy" | "unknown" | readonly string[];
  /** What one of them hides: it is not ruled out. */
  readonly hides?: string;
  /** What is done beside, with the node's name, and taken back by the second. */
  readonly beside?: (node: string) => readonly [readonly string[], readonly string[]];
  /** Is looked at without waiting for it to work, or to be broken for a while. */
  readonly atOnce?: true;
}

interface Rule {
  readonly resources: readonly string[];
}

const HELM = {
  "app.kubernetes.io/name": "metrics-server",
  "app.kubernetes.io/instance": "observability",
};
const asByHelm = named("observability-metrics-server", HELM);
const asNobodyDoes = named("figures", { app: "figures" });
const unchanged: Edit = (objects) => objects;

const CLASH = withFlags("--metric-resolution=10s");
const NO_RULE = ofKind("ClusterRole", (role) => {
  role.rules = role.rules.filter(({ resources }: Rule) => !resources.includes("nodes/metrics"));
});
const SELECTS_NOTHING = ofKind("Service", ({ spec }) => {
  spec.selector = { ...spec.selector, "no-pod": "has-this" };
});

const HEALTHY: readonly Omit<State, "says">[] = [
  { name: "as it is", edit: unchanged },
  {
    name: "two replicas",
    edit: ofKind("Deployment", ({ spec }) => {
      spec.replicas = 2;
    }),
  },
  {
    name: "in the node's network",
    edit: both(
      withFlags("--secure-port=4443"),
      ofContainer((container, pod) => {
        pod.hostNetwork = true;
        container.ports[0].containerPort = 4443;
      }),
    ),
  },
  { name: "in another namespace", edit: inNamespace("monitoring") },
  { name: "by the Helm chart's names", edit: asByHelm },
  { name: "by names of nobody's", edit: both(asNobodyDoes, inNamespace("figures")) },
  { name: "not there at all", edit: () => [] },
  { name: "just started", edit: unchanged, atOnce: true },
  {
    name: "on a cordoned node",
    edit: unchanged,
    beside: (node) => [
      ["cordon", node],
      ["uncordon", node],
    ],
  },
];

const UNDOCUMENTED: readonly Omit<State, "says">[] = [
  {
    name: "readiness is asked at a path that is not there",
    edit: ofContainer((container) => {
      container.readinessProbe.httpGet.path = "/ready-or-not";
    }),
  },
  {
    name: "no node has its label",
    edit: ofContainer((_, pod) => {
      pod.nodeSelector = { disk: "none-has-this" };
    }),
  },
  {
    name: "an image that is nowhere",
    edit: ofContainer((container) => {
      container.image = "registry.k8s.io/metrics-server:v0.0.0";
    }),
  },
  {
    name: "memory for a twentieth of it",
    edit: ofContainer((container) => {
      container.resources = { limits: { memory: "8Mi" } };
    }),
  },
  { name: "a flag that there is not", edit: withFlags("--no-such-flag=1") },
  {
    name: "a certificate that is not there",
    edit: withFlags("--tls-cert-file=/none.crt", "--tls-private-key-file=/none.key"),
  },
  {
    name: "a quota of no pods",
    edit: both(
      withMore({
        apiVersion: "v1",
        kind: "ResourceQuota",
        metadata: { name: "none", namespace: "kube-system" },
        spec: { hard: { pods: "0" } },
      }),
      inNamespace("monitoring"),
    ),
  },
  {
    name: "a Service whose target port nobody serves",
    edit: ofKind("Service", ({ spec }) => {
      spec.ports[0].targetPort = 9_999;
    }),
  },
];

const DOCUMENTED: readonly State[] = [
  {
    name: "flags clash, by Helm's names, elsewhere",
    edit: both(CLASH, asByHelm, inNamespace("monitoring")),
    says: ["bad-flag-pair"],
  },
  {
    name: "no rule for nodes/metrics, by names of nobody's",
    edit: both(NO_RULE, asNobodyDoes),
    says: ["missing-nodes-metrics-rule"],
  },
  {
    name: "no APIService, elsewhere",
    edit: both(inNamespace("monitoring"), without("APIService")),
    says: ["no-apiservice"],
  },
  {
    name: "a Service that selects nothing, elsewhere",
    edit: both(inNamespace("monitoring"), SELECTS_NOTHING),
    says: ["service-selects-nothing"],
  },
  {
    name: "no APIService, and flags that clash",
    edit: both(CLASH, without("APIService")),
    says: ["bad-flag-pair", "no-apiservice"],
  },
  {
    name: "a Service that selects nothing, and no rule for nodes/metrics",
    edit: both(NO_RULE, SELECTS_NOTHING),
    // That it selects nothing shows only once a pod is ready.
    says: ["missing-nodes-metrics-rule"],
    hides: "service-selects-nothing",
  },
];

/** Each is made from nothing, so that none has anything of the one before. */
export const STATES: readonly State[] = [
  ...HEALTHY.map((state): State => ({ ...state, says: "healthy" })),
  ...UNDOCUMENTED.map((state): State => ({ ...state, says: "unknown" })),
  ...DOCUMENTED,
];
