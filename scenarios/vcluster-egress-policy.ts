import { lt } from "semver";
import { defineScenario } from "../harness/scenario/define.ts";
import { ARGS, CONTAINER_PORTS, whole } from "../harness/scenario/words/allowed-changes.ts";
import { failedDiscoveryCheck } from "../harness/scenario/words/signs.ts";
import {
  topFailsInside,
  VCLUSTER,
  VCLUSTERS,
  vclusterLogged,
  vclusterValues,
} from "../harness/scenario/words/vcluster.ts";
import { withSecurePort } from "../stacks/edits/metrics-server.ts";
import {
  withControlPlaneEgress,
  withHelm,
  withMetricsServerAt,
  withVClusterValues,
} from "../stacks/edits/vcluster.ts";
import { healthyVCluster } from "../stacks/healthy/vcluster.ts";
import type { JsonObject } from "../stacks/json.ts";
import type { StandSpec } from "../stacks/spec.ts";
import { HELM_4 } from "../toolchain/versions.ts";

/** The chart's namespace, policy and label for release `vc` (stacks/workloads/vcluster.ts). */
const NAMESPACE = "vcluster-vc";
const TO_METRICS_SERVER = {
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
  podSelector: { matchLabels: { "k8s-app": "metrics-server" } },
};
const ALLOW_POD_PORT = JSON.stringify([
  { op: "add", path: "/spec/egress/-", value: { ports: [{ port: 10_250, protocol: "TCP" }] } },
]);
const OWN_POLICY = "vcluster-to-metrics-server";
const EDIT_POLICY = {
  on: "host",
  kubectl: [
    "-n",
    NAMESPACE,
    "patch",
    "networkpolicy",
    "vc-cp-vc",
    "--type=json",
    `--patch=${ALLOW_POD_PORT}`,
  ],
  why: "metrics-server's pod port, into the chart's own policy",
} as const;

/** A value that has nothing to do with the policy, and makes a new control plane. */
const UPGRADED = { controlPlane: { statefulSet: { pods: { labels: { upgraded: "yes" } } } } };
const UPGRADED_CHANGES = [vclusterValues("controlPlane.statefulSet.pods.labels")];
const UPGRADE_CONFLICT = /conflict with "kubectl-patch" using networking\.k8s\.io\/v1/;

/** The chart's value for rules of one's own; 0.20 and 0.23 have none. */
function ownEgress({ vcluster }: StandSpec): JsonObject {
  const rules = [{ to: [TO_METRICS_SERVER] }];
  return vcluster && lt(vcluster.version, "0.31.0")
    ? { extraControlPlaneRules: rules }
    : { controlPlane: { egress: rules } };
}

export default defineScenario({
  id: "vcluster-egress-policy",
  mode: "F21",
  title: "vCluster's network policy keeps its control plane from metrics-server's pods",
  sources: [
    {
      ref: "loft-sh/vcluster#2092",
      kind: "report",
      quote: "Enable integrations metricsServer, but kubectl top node does not work properly in vCluster.",
    },
    {
      ref: "loft-sh/vcluster#2675",
      kind: "report",
      quote: "turns out I had to add a port 10250 to the egress policy in order to get things going",
    },
    { ref: "loft-sh/vcluster#1163", kind: "related" },
    {
      ref: "https://www.vcluster.com/docs/vcluster/configure/vcluster-yaml/policies/network-policy",
      kind: "documentation",
    },
  ],
  tags: ["vcluster", "network", "networkpolicy", "first-reports"],
  reportedOn: "vCluster 0.20.0 (distro k3s) on k3s v1.28.7+k3s1; vCluster 0.24.1 in loft-sh/vcluster#2675",
  platforms: VCLUSTERS,
  corrections: [
    "The retelling calls the policy `vc-cp-…` automatic: the chart renders it only with `policies.networkPolicy.enabled: true`, which is off by default and not in the configuration it shows.",
    "Port 10250 is metrics-server's own pod port, not the kubelet's; policies act on the pod's port, so that 443 of the Service does not cover it.",
    "The policy did not become stricter in 0.20.0: what changed is that discovery no longer goes through the host's API server.",
    "Metrics themselves still go through the host's API server: a raw GET of nodes keeps answering while `kubectl top` says the API is not available.",
  ],
  healthy: ({ version }) => ({ ...healthyVCluster(version), policyEngine: true }),
  fault: {
    summary: "policies.networkPolicy.enabled: true",
    edit: (spec) => withVClusterValues(spec, { policies: { networkPolicy: { enabled: true } } }),
    allowedChanges: [vclusterValues("policies.networkPolicy")],
    undo: [
      {
        on: "host",
        kubectl: ["-n", NAMESPACE, "delete", "networkpolicy", OWN_POLICY, "--ignore-not-found"],
        why: "once the chart's policies are off, one that allows only metrics-server would cut the next control plane off (seen)",
      },
    ],
  },
  symptom: topFailsInside(
    failedDiscoveryCheck(/https:\/\/localhost:9001\/.*(context deadline exceeded|Client\.Timeout exceeded)/),
    vclusterLogged(
      /Error while proxying request: context canceled/,
      /v1beta1\.metrics\.k8s\.io failed with: .*context deadline exceeded/,
    ),
  ),
  fixes: [
    {
      id: "edit-policy",
      title: "kubectl patch networkpolicy vc-cp-vc: egress to port 10250",
      edit: (spec) => spec,
      allowedChanges: [],
      act: [EDIT_POLICY],
      claim: {
        outcome: "heals",
        by: "PavelGloba in loft-sh/vcluster#2675",
        quote: "I had to add a port 10250 to the egress policy",
      },
      expect: { outcome: "heals", why: "the next discovery check reaches the pod; nothing needs a restart" },
      withinSeconds: VCLUSTER.heals,
    },
    {
      id: "edit-policy-then-upgrade",
      title: "The same, and later a Helm upgrade for another reason",
      edit: (spec) => spec,
      allowedChanges: [],
      act: [EDIT_POLICY],
      afterwards: { edit: (spec) => withVClusterValues(spec, UPGRADED), allowedChanges: UPGRADED_CHANGES },
      claim: {
        outcome: "heals",
        by: "a retelling of loft-sh/vcluster#2092, which does not speak of upgrades",
      },
      expect: {
        outcome: "no effect",
        why: "Helm puts its own policy back without a word, and the new control plane is cut off again",
        from: {
          helm: "4.0.0",
          outcome: "refused",
          refusal: UPGRADE_CONFLICT,
          why: "Helm 4 applies on the server, where the rule is kubectl's: the policy stays edited, and no upgrade gets past it",
        },
      },
      control: true,
      withinSeconds: VCLUSTER.watchNew,
    },
    {
      id: "edit-policy-then-upgrade-by-helm-4",
      title: "The same, and the later upgrade is the first one by Helm 4",
      edit: (spec) => spec,
      allowedChanges: [],
      act: [EDIT_POLICY],
      afterwards: {
        edit: (spec) => withHelm(withVClusterValues(spec, UPGRADED), HELM_4),
        allowedChanges: [...UPGRADED_CHANGES, { resource: "VCluster", path: "helm" }],
      },
      fromVersion: "0.36.1",
      claim: {
        outcome: "no effect",
        by: "the help of Helm 4's --server-side: `auto` takes the method of the release before",
      },
      expect: {
        outcome: "no effect",
        why: "of a release that Helm 3 made Helm 4 goes on as Helm 3 did, and puts the chart's policy back without a word",
        from: {
          helm: "4.0.0",
          outcome: "refused",
          refusal: UPGRADE_CONFLICT,
          why: "where Helm 4 made the release as well it applies on the server, and finds the conflict",
        },
      },
      control: true,
      withinSeconds: VCLUSTER.watchNew,
    },
    {
      id: "additive-policy",
      title: "A NetworkPolicy of one's own beside the chart's",
      edit: (spec) =>
        withControlPlaneEgress(spec, OWN_POLICY, {
          to: [TO_METRICS_SERVER],
          ports: [{ port: 10_250, protocol: "TCP" }],
        }),
      allowedChanges: [whole("NetworkPolicy")],
      claim: { outcome: "heals", by: "the NetworkPolicy documentation: policies add up" },
      expect: { outcome: "heals", why: "what any policy allows is allowed, and Helm leaves it alone" },
      withinSeconds: VCLUSTER.heals,
    },
    {
      id: "policy-off",
      title: "policies.networkPolicy.enabled: false",
      edit: (spec) => withVClusterValues(spec, { policies: { networkPolicy: { enabled: false } } }),
      allowedChanges: [vclusterValues("policies.networkPolicy")],
      claim: { outcome: "heals", by: "a retelling of loft-sh/vcluster#2092, which advises against it" },
      expect: { outcome: "heals", why: "no policy is left" },
      withinSeconds: VCLUSTER.heals,
    },
    {
      id: "documented-egress",
      title:
        "policies.networkPolicy.controlPlane.egress to metrics-server's pods (extraControlPlaneRules in 0.30)",
      edit: (spec) => withVClusterValues(spec, { policies: { networkPolicy: ownEgress(spec) } }),
      allowedChanges: [vclusterValues("policies.networkPolicy")],
      fromVersion: "0.30.0",
      claim: { outcome: "heals", by: "vCluster's documentation of the metrics-server integration" },
      expect: { outcome: "heals", why: "the chart renders it into its policy, so that it stays" },
      withinSeconds: VCLUSTER.heals,
    },
    {
      id: "metrics-server-on-8443",
      title: "metrics-server itself on port 8443, which the policy allows",
      edit: (spec) => withSecurePort(spec, 8443),
      allowedChanges: [ARGS, CONTAINER_PORTS],
      claim: { outcome: "heals", by: "nobody; it follows from the policy's list of ports" },
      expect: { outcome: "heals", why: "ports 443, 8443 and 6443 are open to every pod" },
      withinSeconds: 120,
    },
    {
      id: "api-service-location",
      title: "integrations.metricsServer.apiService.service says where metrics-server is",
      edit: (spec) =>
        withMetricsServerAt(spec, { name: "metrics-server", namespace: "kube-system", port: 443 }),
      allowedChanges: [vclusterValues("integrations.metricsServer.apiService")],
      claim: { outcome: "heals", by: "a retelling of loft-sh/vcluster#2092, as the other solution" },
      expect: { outcome: "no effect", why: "the place was right; the way there is closed" },
      control: true,
      withinSeconds: VCLUSTER.watchNew,
    },
  ],
});
