import { defineScenario } from "../harness/scenario/define.ts";
import { CLUSTER_ROLE_RULES, POD_ANNOTATIONS } from "../harness/scenario/words/allowed-changes.ts";
import { INSECURE_TLS_AND_INTERNAL_IP } from "../harness/scenario/words/fixes.ts";
import {
  deploymentAvailable,
  logged,
  NO_ENDPOINTS,
  NODES_LISTED,
  READY_ALL_ALONG,
  TOP_FAILS,
} from "../harness/scenario/words/signs.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { restart, withClusterRole } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

const PATH = "metrics.k8s.io/resource-metrics-path";

export default defineScenario({
  id: "node-figures-missing",
  mode: "F13",
  title: "kubelets report every pod and not their node: kubectl top pods works, kubectl top nodes does not",
  sources: [
    {
      ref: "k3s-io/k3s#14554",
      kind: "report",
    },
    {
      ref: "rancher/rke2#10759",
      kind: "report",
      quote: "kubelet node CPU metric stays at zero on all nodes, so metrics-server drops all node samples",
    },
    {
      ref: "labring/sealos#2912",
      kind: "report",
      quote:
        "the  `kubectl top pod`  command works fine, but the `kubectl top node` command is not available. The output is **error: metrics not available yet**.",
    },
    { ref: "kubernetes-sigs/metrics-server#819", kind: "report" },
    { ref: "kubernetes/kubernetes#111291", kind: "related" },
    { ref: "kubernetes/kubernetes#111621", kind: "related" },
    { ref: "k3s-io/k3s#5133", kind: "related" },
    { ref: "kubernetes-sigs/metrics-server#828", kind: "related" },
    { ref: "kubernetes-sigs/metrics-server#1629", kind: "related" },
  ],
  tags: ["kubelet", "node", "cgroup"],
  reportedOn: "kernels 4.18 and 5.4 with cgroup v2: RKE2, K3s, Ubuntu 22.04 with Kubernetes 1.21",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "The reports' kernels have no cpu.stat in the root cgroup; here metrics-server is sent to /metrics/cadvisor of the same kubelet, which has containers and no node.",
  ],
  healthy: () => healthyStand(),
  fault: {
    summary: `annotation ${PATH}: /metrics/cadvisor on every node`,
    edit: (spec) => spec,
    allowedChanges: [],
    act: [
      {
        kubectl: ["annotate", "nodes", "--all", "--overwrite", `${PATH}=/metrics/cadvisor`],
        why: "metrics-server takes the path from there (v0.7.2 pkg/scraper/client/resource/client.go)",
      },
    ],
    undo: [{ kubectl: ["annotate", "nodes", "--all", `${PATH}-`], why: "as it was before" }],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [
      { kind: "command", on: { kind: "top-nodes" }, exit: "non-zero", text: [/metrics not available yet/] },
      {
        kind: "command",
        on: { kind: "raw", path: "/apis/metrics.k8s.io/v1beta1/nodes" },
        exit: 0,
        text: [/"items":\s*\[\]/],
      },
      { kind: "apiservice", status: "True", reason: ["Passed"] },
      READY_ALL_ALONG,
    ],
    withinSeconds: 60,
    persists: { seconds: POD.persists },
    staysNormal: [{ kind: "top-pods" }, deploymentAvailable(10)],
    from: {
      metricsServer: "0.9.0",
      signatures: [
        TOP_FAILS,
        NO_ENDPOINTS,
        logged(/"Failed probe" probe="metric-storage-ready" err="no metrics to serve"/),
      ],
      staysNormal: [NODES_LISTED],
      why: "without a node's figures metrics-server 0.9 calls itself unready, a pod that was ready before as well, and pods' figures go with the nodes'",
    },
  },
  fixes: [
    {
      id: "figures-again",
      title: "The annotation taken away",
      edit: (spec) => spec,
      allowedChanges: [],
      act: [
        { kubectl: ["annotate", "nodes", "--all", `${PATH}-`], why: "the kubelet's own figures of its node" },
      ],
      claim: {
        outcome: "heals",
        by: "faultline, to see that nothing else is wrong; the reports' way is another kernel",
      },
      expect: { outcome: "heals", why: "the next two scrapes have the node" },
      withinSeconds: POD.heals,
    },
    {
      id: "restart",
      title: "kubectl rollout restart deployment/metrics-server",
      edit: (spec) => restart(spec, "fix"),
      allowedChanges: [POD_ANNOTATIONS],
      claim: { outcome: "heals", by: "what `not available yet` suggests" },
      expect: {
        outcome: "no effect",
        why: "what a kubelet does not say metrics-server cannot know, whether pods are enough for it to call itself ready (0.7.2) or not (0.9.0)",
      },
      control: true,
      withinSeconds: POD.watch,
    },
    {
      id: "nodes-stats-rule",
      title: "Allow get on nodes/stats and nodes/proxy",
      edit: (spec) =>
        withClusterRole(spec, [
          ...spec.metricsServer.clusterRole,
          { apiGroups: [""], resources: ["nodes/stats", "nodes/proxy"], verbs: ["get"] },
        ]),
      allowedChanges: [CLUSTER_ROLE_RULES],
      claim: { outcome: "heals", by: "popular advice for missing node metrics" },
      expect: { outcome: "no effect", why: "nothing was forbidden: the kubelet answers, without its node" },
      control: true,
      withinSeconds: POD.watch,
    },
    {
      ...INSECURE_TLS_AND_INTERNAL_IP,
      expect: { outcome: "no effect", why: "the kubelet is reached, and its certificate not in question" },
      withinSeconds: POD.watch,
    },
  ],
});
