import { defineScenario } from "../harness/scenario/define.ts";
import type { CommandSignature } from "../harness/scenario/types.ts";
import { KUBELET, POD_ANNOTATIONS } from "../harness/scenario/words/allowed-changes.ts";
import { INSECURE_TLS_AND_INTERNAL_IP } from "../harness/scenario/words/fixes.ts";
import { deploymentAvailable } from "../harness/scenario/words/signs.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withKubelet } from "../stacks/edits/cluster.ts";
import { restart } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";
import type { StandSpec } from "../stacks/spec.ts";

const GATE = "PodAndContainerStatsFromCRI";
const NO_PODS: CommandSignature = {
  kind: "command",
  on: { kind: "top-pods" },
  exit: 0,
  text: [/^No resources found$/m],
};

function withGate(spec: StandSpec, isOn: boolean): StandSpec {
  return withKubelet(spec, { featureGates: { [GATE]: isOn } });
}

export default defineScenario({
  id: "container-figures-missing",
  mode: "F35",
  title:
    "kubelets report their node and no container: kubectl top nodes works, kubectl top pods finds nothing",
  sources: [
    {
      ref: "kubernetes-sigs/metrics-server#1036",
      kind: "report",
      quote: "`kubectl top node` works like a charm. `kubectl top pods -A` returns No Resources Found.",
    },
    {
      ref: "kubernetes/kubernetes#111276",
      kind: "report",
      quote: "Enabling feature PodAndContainerStatsFromCRI breaks metric collection",
    },
    {
      ref: "kubernetes-sigs/metrics-server#1558",
      kind: "report",
      quote: "its working after updating cri-dockerd version to latest one",
    },
    { ref: "kubernetes-sigs/metrics-server#1061", kind: "report" },
    { ref: "k3s-io/k3s#7129", kind: "report" },
    { ref: "kubernetes-sigs/metrics-server#1013", kind: "related" },
    { ref: "kubernetes/kubernetes#133884", kind: "related" },
  ],
  tags: ["kubelet", "pod", "cri"],
  reportedOn: "cri-dockerd before 0.2.3 and containerd with the feature gate, Kubernetes 1.22 to 1.25",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "kubernetes/kubernetes#111276 saw scrapes fail with status 500, of /stats/summary as metrics-server 0.5 asked for it; 0.7.2 asks for /metrics/resource, which answers, with node and pods and without a container: nothing is logged, and metrics-server calls itself ready.",
  ],
  healthy: () => healthyStand(),
  fault: {
    summary: `feature gate ${GATE} on: kubelets take figures from containerd 1.7, not from cgroups`,
    edit: (spec) => withGate(spec, true),
    allowedChanges: [KUBELET],
  },
  symptom: {
    command: "kubectl top pods -A",
    signatures: [
      NO_PODS,
      {
        kind: "command",
        on: { kind: "raw", path: "/api/v1/nodes/{node}/proxy/metrics/resource" },
        exit: 0,
        text: [/^container_cpu_usage_seconds_total\{/m],
        absent: true,
      },
      { kind: "apiservice", status: "True", reason: ["Passed"] },
    ],
    withinSeconds: POD.symptom,
    persists: { seconds: POD.persists },
    unhealed: [NO_PODS],
    // A kubelet that starts again takes readiness away from its pods for half a minute.
    staysNormal: [{ kind: "top-nodes" }, deploymentAvailable(60)],
  },
  fixes: [
    {
      id: "gate-off",
      title: `${GATE}: false`,
      edit: (spec) => withGate(spec, false),
      allowedChanges: [KUBELET],
      claim: { outcome: "heals", by: "what kubernetes/kubernetes#111276 comes to: it is off by default" },
      expect: { outcome: "heals", why: "the kubelet reads its containers' cgroups again" },
      withinSeconds: POD.heals,
    },
    {
      id: "restart",
      title: "kubectl rollout restart deployment/metrics-server",
      edit: (spec) => restart(spec, "fix"),
      allowedChanges: [POD_ANNOTATIONS],
      claim: { outcome: "heals", by: "popular advice for metrics that are not there" },
      expect: { outcome: "no effect", why: "what a kubelet does not say metrics-server cannot know" },
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
