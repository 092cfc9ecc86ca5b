import { defineScenario } from "../harness/scenario/define.ts";
import { ARGS, CONTAINER_PORTS, HOST_NETWORK } from "../harness/scenario/words/allowed-changes.ts";
import { NO_ENDPOINTS, NODES_LISTED, TOP_FAILS } from "../harness/scenario/words/signs.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withDeployment, withSecurePort } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";
import type { StandSpec } from "../stacks/spec.ts";

const TAINT = "node-role.kubernetes.io/control-plane";
const TOLERATIONS = { resource: "Deployment", path: "spec.template.spec.tolerations" };

function tolerating(spec: StandSpec, key: string): StandSpec {
  return withDeployment(spec, { tolerations: [{ key, operator: "Exists", effect: "NoSchedule" }] });
}

export default defineScenario({
  id: "control-plane-taint",
  mode: "F32",
  title: "The only node is a control plane with its taint, and metrics-server stays Pending",
  sources: [
    {
      ref: "kubernetes-retired/dashboard#7378",
      kind: "report",
      quote: "kubernetes dashbaord and metrics always remained in **pending** state",
    },
    { ref: "vmware-tanzu/community-edition#5409", kind: "report" },
    {
      ref: "projectcalico/calico#6087",
      kind: "related",
      quote: "After remove the taint from the node, it works",
    },
    { ref: "kubernetes/kubernetes#116133", kind: "related" },
    { ref: "gardener/gardener#7096", kind: "related" },
    { ref: "rancher/rke2#1826", kind: "related" },
  ],
  tags: ["pod", "scheduling", "taint"],
  reportedOn: "kubeadm clusters of one node, since 1.25 no longer called master",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand(),
  fault: {
    summary: `the node gets the taint ${TAINT}:NoSchedule, and metrics-server a new pod`,
    edit: (spec) => spec,
    allowedChanges: [],
    act: [
      {
        kubectl: ["taint", "nodes", "--all", "--overwrite", `${TAINT}:NoSchedule`],
        why: "kubeadm's own, which kind takes away where there is one node",
      },
      {
        kubectl: ["-n", "kube-system", "delete", "pod", "--selector=k8s-app=metrics-server", "--wait=false"],
        why: "the taint is for pods to come",
      },
    ],
    undo: [
      {
        kubectl: ["taint", "nodes", "--all", "--overwrite", `${TAINT}:NoSchedule`],
        why: "where a fix has taken it away, taking it away would fail",
      },
      { kubectl: ["taint", "nodes", "--all", `${TAINT}:NoSchedule-`], why: "as it was before" },
    ],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [
      TOP_FAILS,
      NO_ENDPOINTS,
      {
        kind: "event",
        reason: "FailedScheduling",
        text: [/untolerated taint \{node-role\.kubernetes\.io\/control-plane: \}/],
      },
    ],
    withinSeconds: POD.symptom,
    persists: { seconds: POD.persists },
    staysNormal: [NODES_LISTED],
  },
  fixes: [
    {
      id: "tolerate-control-plane",
      title: `Tolerate ${TAINT}`,
      edit: (spec) => tolerating(spec, TAINT),
      allowedChanges: [TOLERATIONS],
      claim: { outcome: "heals", by: "ggpaue in vmware-tanzu/community-edition#5409, which was merged" },
      expect: { outcome: "heals", why: "the node takes the pod in" },
      withinSeconds: POD.heals,
    },
    {
      id: "remove-the-taint",
      title: `kubectl taint nodes --all ${TAINT}:NoSchedule-`,
      edit: (spec) => spec,
      allowedChanges: [],
      act: [
        {
          kubectl: ["taint", "nodes", "--all", `${TAINT}:NoSchedule-`],
          why: "what the kubeadm guide says for one node",
        },
      ],
      claim: {
        outcome: "heals",
        by: "vincent-pli in projectcalico/calico#6087, of another pod",
        quote: "After remove the taint from the node, it works",
      },
      expect: { outcome: "heals", why: "the Pending pod is looked at again when a node changes" },
      withinSeconds: POD.heals,
    },
    {
      id: "tolerate-master",
      title: "Tolerate node-role.kubernetes.io/master",
      edit: (spec) => tolerating(spec, "node-role.kubernetes.io/master"),
      allowedChanges: [TOLERATIONS],
      claim: {
        outcome: "heals",
        by: "manifests from before Kubernetes 1.25, as in kubernetes-sigs/kubespray#3928",
      },
      expect: { outcome: "no effect", why: "no node has had that taint since 1.25" },
      control: true,
      withinSeconds: POD.watch,
    },
    {
      id: "host-network",
      title: "hostNetwork: true, with a port of its own",
      edit: (spec) => withDeployment(withSecurePort(spec, 4443), { hostNetwork: true }),
      allowedChanges: [ARGS, CONTAINER_PORTS, HOST_NETWORK],
      claim: { outcome: "heals", by: "popular advice for a metrics-server that does not come up" },
      expect: { outcome: "no effect", why: "taints are the scheduler's, whatever network the pod asks for" },
      control: true,
      withinSeconds: POD.watch,
    },
  ],
});
