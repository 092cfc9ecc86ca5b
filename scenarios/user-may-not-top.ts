import { defineScenario } from "../harness/scenario/define.ts";
import type { CommandSignature, Observable } from "../harness/scenario/types.ts";
import { POD_ANNOTATIONS, whole } from "../harness/scenario/words/allowed-changes.ts";
import { restart } from "../stacks/edits/metrics-server.ts";
import { withObject } from "../stacks/edits/objects.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";
import type { PolicyRule, StandSpec } from "../stacks/spec.ts";

const ROLE = "top-reader";
const VERBS = ["get", "list"];
const METRICS: PolicyRule = { apiGroups: ["metrics.k8s.io"], resources: ["pods", "nodes"], verbs: VERBS };
const NODES: PolicyRule = { apiGroups: [""], resources: ["nodes"], verbs: VERBS };

const RBAC = "rbac.authorization.k8s.io";
const JANE = [{ apiGroup: RBAC, kind: "User", name: "jane" }];

function withRules(spec: StandSpec, ...rules: readonly PolicyRule[]): StandSpec {
  return withObject(spec, {
    apiVersion: `${RBAC}/v1`,
    kind: "ClusterRole",
    metadata: { name: ROLE },
    rules: rules.map((rule) => ({ ...rule })),
  });
}

function withBound(spec: StandSpec): StandSpec {
  return withObject(spec, {
    apiVersion: `${RBAC}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name: ROLE },
    roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: ROLE },
    subjects: JANE,
  });
}

const RULES = { resource: "ClusterRole", name: ROLE, path: "rules" };
const AS_JANE: Observable = { kind: "kubectl", args: ["top", "nodes", "--as=jane"] };

function forbidden(...text: readonly RegExp[]): CommandSignature {
  return { kind: "command", on: AS_JANE, exit: "non-zero", text };
}

export default defineScenario({
  id: "user-may-not-top",
  mode: "F30",
  title: "kubectl top is forbidden to whoever is no admin, and the rule that is written first allows nothing",
  sources: [
    {
      ref: "kubernetes-sigs/metrics-server#1692",
      kind: "report",
      quote: "I'm trying (and failing) to allow access to metrics",
    },
    {
      ref: "paypal/load-watcher#81",
      kind: "report",
      quote: 'cannot list resource \\"nodes\\" in API group \\"\\" at the cluster scope',
    },
    { ref: "kubernetes-sigs/metrics-server#297", kind: "related" },
    { ref: "kubernetes-sigs/metrics-server#90", kind: "related" },
    { ref: "kubernetes-sigs/metrics-server#411", kind: "related" },
    { ref: "SREGym/SREGym#775", kind: "related" },
    { ref: "rancher/rancher#15866", kind: "related" },
  ],
  tags: ["rbac", "user"],
  reportedOn: "any cluster, by users who are not cluster-admin",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "The rule that is given in kubernetes-sigs/metrics-server#1692 is enough for the metrics API and not for `kubectl top nodes`, which is refused the core nodes next.",
  ],
  healthy: () => withBound(withRules(healthyStand(), METRICS, NODES)),
  fault: {
    summary: 'jane\'s ClusterRole has apiGroups: ["metrics.k8s.io"], resources: [""]',
    edit: (spec) => withRules(spec, { ...METRICS, resources: [""] }),
    allowedChanges: [RULES],
  },
  symptom: {
    command: "kubectl top nodes --as=jane",
    signatures: [forbidden(/nodes\.metrics\.k8s\.io is forbidden: User "jane" cannot list resource "nodes"/)],
    withinSeconds: 30,
    persists: { seconds: 15 },
    recovery: [{ kind: "command", on: AS_JANE, exit: 0, text: [/^NAME(?![\s\S]*<unknown>)/] }],
    unhealed: [
      forbidden(/nodes\.metrics\.k8s\.io is forbidden: User "jane"/, /nodes is forbidden: User "jane"/),
    ],
    staysNormal: [{ kind: "top-nodes" }],
  },
  fixes: [
    {
      id: "metrics-and-nodes",
      title: "get and list of metrics.k8s.io's pods and nodes, and of the core nodes",
      edit: (spec) => withRules(spec, METRICS, NODES),
      allowedChanges: [RULES],
      claim: {
        outcome: "heals",
        by: "what paypal/load-watcher#81 comes to, whose log asks for the core nodes as well",
      },
      expect: {
        outcome: "heals",
        why: "`kubectl top nodes` lists the core nodes, too, to know their size and whose figures are missing",
      },
      withinSeconds: 30,
    },
    {
      id: "metrics-only",
      title: "get and list of metrics.k8s.io's pods and nodes",
      edit: (spec) => withRules(spec, METRICS),
      allowedChanges: [RULES],
      claim: {
        outcome: "heals",
        by: "theadzik in kubernetes-sigs/metrics-server#1692",
        quote: "I think you are looking for:",
      },
      expect: {
        outcome: "no effect",
        why: "the next refusal is of the core nodes, which `top nodes` lists as well",
      },
      control: true,
      withinSeconds: 20,
    },
    {
      id: "view",
      title: "A ClusterRoleBinding to view, which metrics-server's manifest adds its rules to",
      edit: (spec) =>
        withObject(spec, {
          apiVersion: `${RBAC}/v1`,
          kind: "ClusterRoleBinding",
          metadata: { name: "jane-may-view" },
          roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: "view" },
          subjects: JANE,
        }),
      allowedChanges: [whole("ClusterRoleBinding")],
      claim: {
        outcome: "heals",
        by: "what one makes of ClusterRole system:aggregated-metrics-reader in metrics-server's manifest",
      },
      expect: {
        outcome: "no effect",
        why: "it has nodes of metrics.k8s.io by aggregation and core nodes not: those are the cluster's, and view is for what is in namespaces",
      },
      control: true,
      withinSeconds: 20,
    },
    {
      id: "restart",
      title: "kubectl rollout restart deployment/metrics-server",
      edit: (spec) => restart(spec, "fix"),
      allowedChanges: [POD_ANNOTATIONS],
      claim: { outcome: "heals", by: "popular advice for every failure of kubectl top" },
      expect: {
        outcome: "no effect",
        why: "it is the API server that refuses, before metrics-server is asked",
      },
      control: true,
      withinSeconds: 20,
    },
  ],
});
