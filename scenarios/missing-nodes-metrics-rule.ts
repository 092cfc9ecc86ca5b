import { defineScenario } from "../harness/scenario/define.ts";
import { CLUSTER_ROLE_RULES, POD_ANNOTATIONS } from "../harness/scenario/words/allowed-changes.ts";
import { podNotReady } from "../harness/scenario/words/symptoms.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { restart, withClusterRole, withoutResource } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";
import type { PolicyRule, StandSpec } from "../stacks/spec.ts";

const withRule = (spec: StandSpec, resource: string): StandSpec => {
  const rule: PolicyRule = { apiGroups: [""], resources: [resource], verbs: ["get"] };
  return withClusterRole(spec, [rule, ...spec.metricsServer.clusterRole]);
};

export default defineScenario({
  id: "missing-nodes-metrics-rule",
  mode: "F3",
  title: "The ClusterRole lacks nodes/metrics, which metrics-server reads since v0.6",
  sources: [
    {
      ref: "zalando-incubator/kubernetes-on-aws#5841",
      kind: "report",
      quote: '"Failed to scrape node" err="request failed, status: \\"403 Forbidden\\""',
    },
    { ref: "kubernetes-sigs/metrics-server#937", kind: "report" },
    { ref: "kubernetes-sigs/metrics-server#990", kind: "report" },
    { ref: "kubernetes-sigs/kubespray#9289", kind: "related" },
    { ref: "https://github.com/kubernetes-sigs/metrics-server/releases/tag/v0.6.0", kind: "documentation" },
  ],
  tags: ["kubelet", "rbac", "pod"],
  reportedOn: "metrics-server v0.6 installed over the rules of v0.5: Helm chart, kubespray, kops, EKS",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "Taking the rule away under a running pod shows after about five minutes only: the kubelet caches what its webhook allowed. The reports are of new pods, so the fault restarts the pod.",
  ],
  healthy: () => healthyStand(),
  fault: {
    summary: "no rule for nodes/metrics; the pod restarted",
    edit: (spec) => restart(withoutResource(spec, "nodes/metrics"), "fault"),
    again: (spec) => restart(spec, "again"),
    allowedChanges: [CLUSTER_ROLE_RULES, POD_ANNOTATIONS],
  },
  symptom: podNotReady(/request failed, status: \\?"403 Forbidden/),
  fixes: [
    {
      id: "nodes-metrics-rule",
      title: "Allow get on nodes/metrics",
      edit: (spec) => withRule(spec, "nodes/metrics"),
      allowedChanges: [CLUSTER_ROLE_RULES],
      claim: {
        outcome: "heals",
        by: "mzaian in kubernetes-sigs/kubespray#8909, after the v0.6.0 release notes",
        quote: "Metrics Server now requires access to nodes/metrics RBAC resource instead of nodes/stats.",
      },
      expect: {
        outcome: "heals",
        why: "the kubelet asks again once its cached refusal has run out (30 s), without a restart",
      },
      withinSeconds: 120,
    },
    {
      id: "nodes-stats-rule",
      title: "Allow get on nodes/stats, the rule of v0.5 and before",
      edit: (spec) => restart(withRule(spec, "nodes/stats"), "fix"),
      allowedChanges: [CLUSTER_ROLE_RULES, POD_ANNOTATIONS],
      claim: {
        outcome: "heals",
        by: "rmendal in kubernetes-sigs/metrics-server#990",
        quote: "I added `nodes/stats` back to the cluster role and things work for me now.",
      },
      expect: { outcome: "no effect", why: "since v0.6 metrics-server asks for /metrics/resource only" },
      control: true,
      withinSeconds: POD.watch,
    },
  ],
});
