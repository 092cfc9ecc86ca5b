import { defineScenario } from "../harness/scenario/define.ts";
import { whole } from "../harness/scenario/words/allowed-changes.ts";
import { NODES_LISTED, TOP_FAILS, unavailable } from "../harness/scenario/words/signs.ts";
import { FORMER_SERVICE } from "../harness/scenario/words/stand-names.ts";
import { GROUP_GIVEN_UP } from "../harness/scenario/words/waits.ts";
import { withApiService, withoutDeployment, withService } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

const NAMESPACE = "faultline-stuck";
const { deployment, service } = healthyStand().metricsServer;

export default defineScenario({
  id: "stale-apiservice",
  mode: "F16",
  title: "metrics-server was removed, its APIService was not: no namespace can be deleted",
  sources: [
    {
      ref: "kubernetes/minikube#3571",
      kind: "report",
      quote: "kubectl api-resources broken after disabling metrics-server addon",
    },
    {
      ref: "kubernetes/kubernetes#83332",
      kind: "report",
      quote: "this still prevents deletions of namespaces due to `DiscoveryFailed`",
    },
    { ref: "kubernetes/kubernetes#60807", kind: "related" },
    { ref: "kubernetes/kubernetes#72244", kind: "related" },
    { ref: "loft-sh/vcluster#1163", kind: "related" },
  ],
  tags: ["apiservice", "namespace"],
  reportedOn: "minikube v0.33.1 with Kubernetes v1.13.2, and many clusters since",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "kubernetes/kubernetes#72244 (2018) says that namespaces already terminating stay stuck once the APIService is gone; on 1.32.5 they go within seconds.",
    "`kubectl api-resources`, which kubernetes/minikube#3571 saw fail, ends well on 1.32.5 and leaves the group out without a word.",
    "The forced deletion of kubernetes/kubernetes#77086 ended in a Conflict; 1.32.5 answers `force deleted`, and the namespace stays.",
  ],
  healthy: () => healthyStand(),
  fault: {
    summary: "Deployment and Service deleted, APIService left; then a namespace is deleted",
    edit: (spec) => withService(withoutDeployment(spec), null),
    allowedChanges: [whole("Deployment"), whole("Service")],
    act: [
      {
        kubectl: ["create", "namespace", NAMESPACE],
        why: "a namespace that has nothing to do with metrics; one of an earlier cell may still be going",
        until: { output: /created/, withinSeconds: 90 },
      },
      GROUP_GIVEN_UP,
      {
        kubectl: ["delete", "namespace", NAMESPACE, "--wait=false"],
        why: "the deletion that will not end",
      },
    ],
  },
  symptom: {
    command: `kubectl get namespace ${NAMESPACE}`,
    signatures: [
      {
        kind: "namespace",
        name: NAMESPACE,
        condition: "NamespaceDeletionDiscoveryFailure",
        text: [/metrics\.k8s\.io\/v1beta1/],
      },
      unavailable("ServiceNotFound", new RegExp(`${FORMER_SERVICE} is not present`)),
      TOP_FAILS,
    ],
    withinSeconds: 60,
    persists: { seconds: 15 },
    recovery: [
      {
        kind: "command",
        on: { kind: "kubectl", args: ["get", "namespace", NAMESPACE] },
        exit: "non-zero",
        text: [/\(NotFound\)/],
      },
    ],
    unhealed: [
      {
        kind: "command",
        on: { kind: "kubectl", args: ["get", "namespace", NAMESPACE] },
        exit: 0,
        text: [/\bTerminating\b/],
      },
    ],
    staysNormal: [NODES_LISTED],
  },
  fixes: [
    {
      id: "delete-apiservice",
      title: "Delete the APIService",
      edit: (spec) => withApiService(spec, null),
      allowedChanges: [whole("APIService")],
      claim: {
        outcome: "heals",
        by: "xzhang007 in kubernetes/kubernetes#60807",
        quote:
          "delete those available is false by $kubectl delete apiservice [service-name], and after that there would be no issues about deleting a name space.",
      },
      expect: {
        outcome: "heals",
        why: "discovery is complete again, so the namespace controller can finish",
      },
      withinSeconds: 120,
    },
    {
      id: "restore-metrics-server",
      title: "Install metrics-server again",
      edit: (spec) => ({ ...spec, metricsServer: { ...spec.metricsServer, deployment, service } }),
      allowedChanges: [whole("Deployment"), whole("Service")],
      claim: {
        outcome: "heals",
        by: "TwiN in kubernetes/kubernetes#83332, whose own cause was another",
        quote: "Fixing the DNS config makes it go away",
      },
      expect: { outcome: "heals", why: "the group answers again, so discovery is complete" },
      withinSeconds: 180,
    },
    {
      id: "force-delete",
      title: "kubectl delete namespace --force --grace-period=0",
      edit: (spec) => spec,
      allowedChanges: [],
      act: [
        {
          kubectl: ["delete", "namespace", NAMESPACE, "--force", "--grace-period=0", "--wait=false"],
          why: "the first thing that is tried; it says `force deleted`",
        },
      ],
      claim: {
        outcome: "no effect",
        by: "willbeason in kubernetes/kubernetes#77086, who tried it",
        quote: "None of these work or modify the Namespace.",
      },
      expect: { outcome: "no effect", why: "a namespace goes by its finalizer, which waits for discovery" },
      control: true,
      withinSeconds: 20,
    },
  ],
});
