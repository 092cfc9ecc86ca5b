import { defineScenario } from "../harness/scenario/define.ts";
import { whole } from "../harness/scenario/words/allowed-changes.ts";
import {
  failedDiscoveryCheck,
  NODES_LISTED,
  READY_ALL_ALONG,
  TOP_FAILS,
} from "../harness/scenario/words/signs.ts";
import { SERVICE_DIALLED } from "../harness/scenario/words/stand-names.ts";
import { withNetworkPolicy } from "../stacks/edits/network.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";
import type { JsonObject } from "../stacks/json.ts";
import type { StandSpec } from "../stacks/spec.ts";

const POLICY = "metrics-server";

/** Lets in what `rule` says, and nothing else. */
function letIn(spec: StandSpec, rule: JsonObject): StandSpec {
  const podSelector = { matchLabels: { "k8s-app": "metrics-server" } };
  return withNetworkPolicy(spec, {
    name: POLICY,
    namespace: "kube-system",
    spec: { podSelector, policyTypes: ["Ingress"], ingress: [rule] },
  });
}
const tcp = (port: number | string) => ({ ports: [{ protocol: "TCP", port }] });
const SPEC = { resource: "NetworkPolicy", path: "spec" };

export default defineScenario({
  id: "networkpolicy-service-port",
  mode: "F10",
  title: "A NetworkPolicy opens the Service's port 443, which no packet carries when it reaches the pod",
  sources: [
    {
      ref: "kubermatic/kubermatic#13438",
      kind: "report",
      quote: "This change uses the actual pod port, not the service port. That resolves the issue.",
    },
    { ref: "kubernetes/kubernetes#71649", kind: "related" },
    {
      ref: "IBM-Cloud/kube-samples#97",
      kind: "related",
      quote: "services using the apiservice `v1beta1.metrics.k8s.io` were failing",
    },
    {
      ref: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
      kind: "documentation",
    },
  ],
  tags: ["network", "networkpolicy", "apiservice"],
  reportedOn:
    "Kubermatic v2.25.4, IBM Cloud Kubernetes Service, Calico and Cilium clusters with policies in kube-system",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "The pod's port depends on the version: 4443 up to metrics-server v0.6.4, 10250 since v0.7.0.",
    "With the pod on the API server's own node the policy shows nothing: a node may always reach its own pods.",
  ],
  healthy: () => ({ ...healthyStand({ cluster: { workers: 1 } }), policyEngine: true }),
  fault: {
    summary: "a policy for metrics-server's pods that lets TCP 443 in",
    edit: (spec) => letIn(spec, tcp(443)),
    allowedChanges: [whole("NetworkPolicy")],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [
      TOP_FAILS,
      // No answer to the Service's address, in whichever words, and no refusal; a cut overlay is shown with a new pod.
      failedDiscoveryCheck(
        new RegExp(
          String.raw`Get "https:\/\/${SERVICE_DIALLED}\/apis\/metrics\.k8s\.io\/v1beta1": .*(context deadline exceeded|request canceled|connection lost|i\/o timeout)`,
        ),
      ),
      READY_ALL_ALONG,
    ],
    withinSeconds: 120,
    persists: { seconds: 30 },
    staysNormal: [NODES_LISTED],
  },
  fixes: [
    {
      id: "pod-port",
      title: "Let the pod's port 10250 in",
      edit: (spec) => letIn(spec, tcp(10250)),
      allowedChanges: [SPEC],
      claim: {
        outcome: "heals",
        by: "oliverbaehler in kubermatic/kubermatic#13438",
        quote: "This change uses the actual pod port, not the service port. That resolves the issue.",
      },
      expect: {
        outcome: "heals",
        why: "kube-proxy has put the pod's address and port in place of the Service's",
      },
      withinSeconds: 90,
    },
    {
      id: "pod-port-by-name",
      title: "Let the pod's port in by its name, https",
      edit: (spec) => letIn(spec, tcp("https")),
      allowedChanges: [SPEC],
      claim: {
        outcome: "heals",
        by: "the documentation of NetworkPolicy: a port may be the name of a pod's port",
      },
      expect: {
        outcome: "heals",
        why: "the pod calls port 10250 so; the name stays right when the number changes",
      },
      withinSeconds: 90,
    },
    {
      id: "port-4443",
      title: "Let port 4443 in",
      edit: (spec) => letIn(spec, tcp(4443)),
      allowedChanges: [SPEC],
      claim: {
        outcome: "heals",
        by: "willholley in IBM-Cloud/kube-samples#97, of metrics-server before v0.7",
        quote: "This PR adds the `metrics-server` port `4443`",
      },
      expect: { outcome: "no effect", why: "metrics-server has listened on 10250 since v0.7.0" },
      control: true,
      withinSeconds: 60,
    },
    {
      id: "from-kube-system",
      title: "Let everything in from the pods of kube-system",
      edit: (spec) =>
        letIn(spec, {
          from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }],
        }),
      allowedChanges: [SPEC],
      claim: { outcome: "heals", by: "what one expects, the API server being a pod of kube-system" },
      expect: {
        outcome: "no effect",
        why: "the API server shares its node's network: its address belongs to no pod a selector could find",
      },
      control: true,
      withinSeconds: 60,
    },
  ],
});
