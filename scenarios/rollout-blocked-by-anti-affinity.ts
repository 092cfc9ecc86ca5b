import { defineScenario } from "../harness/scenario/define.ts";
import type { CommandSignature, Observable } from "../harness/scenario/types.ts";
import { AFFINITY, POD_ANNOTATIONS } from "../harness/scenario/words/allowed-changes.ts";
import { BOTH_NODES, DEPLOYMENT, OF_BOTH_REPLICAS } from "../harness/scenario/words/stand-names.ts";
import { restart, withDeployment } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";
import type { StandSpec } from "../stacks/spec.ts";

const STATUS: Observable = {
  kind: "kubectl",
  args: ["-n", "kube-system", "rollout", "status", "deployment/metrics-server", "--timeout=4s"],
};
const UNFINISHED: CommandSignature = {
  kind: "command",
  on: STATUS,
  exit: "non-zero",
  text: [new RegExp(`Waiting for ${DEPLOYMENT} rollout to finish: ${OF_BOTH_REPLICAS} have been updated`)],
};

const STRATEGY = { resource: "Deployment", path: "spec.strategy" };

function withoutSpread(spec: StandSpec): StandSpec {
  const { deployment } = spec.metricsServer;
  if (deployment === null) return spec;
  const { spread: _, ...rest } = deployment;
  return { ...spec, metricsServer: { ...spec.metricsServer, deployment: rest } };
}

export default defineScenario({
  id: "rollout-blocked-by-anti-affinity",
  mode: "F28",
  title: "As many replicas as nodes, none to share one and none to be missing: the rollout never ends",
  sources: [
    {
      ref: "SUSE/skuba#995",
      kind: "report",
      quote: "affinity rule in-place caused replicaset unable to complete rolling update deployment",
    },
    { ref: "SUSE/skuba#966", kind: "report", quote: "1 node(s) didn't match pod anti-affinity rules" },
    { ref: "kubernetes-sigs/metrics-server#1148", kind: "related" },
    {
      ref: "kubernetes-sigs/metrics-server#805",
      kind: "related",
      quote: "rolling update strategy with maxUnavailable: 1",
    },
    { ref: "kubernetes-sigs/kubespray#9539", kind: "related" },
    { ref: "prometheus-operator/kube-prometheus#1095", kind: "related" },
  ],
  tags: ["pod", "scheduling", "rollout"],
  reportedOn: "SUSE CaaS Platform with one master and one worker",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "Without anti-affinity, or with a soft one, a rollout that is stuck stays so: `2 node(s) didn't satisfy existing pods anti-affinity rules`. It spares the next one.",
  ],
  // With Recreate every cell can go back to where it began, too.
  healthy: () => healthyStand({ cluster: { workers: 2 }, deployment: { replicas: 2, spread: true } }),
  fault: {
    summary:
      "a new pod template, by RollingUpdate with maxUnavailable 0: two replicas that must not share one of two workers",
    edit: (spec) => restart(withDeployment(spec, { strategy: "RollingUpdate" }), "fault"),
    // Once a rollout has ended, the same template starts none.
    again: (spec) => restart(spec, "again"),
    allowedChanges: [STRATEGY, POD_ANNOTATIONS],
  },
  symptom: {
    command: "kubectl -n kube-system rollout status deployment/metrics-server",
    signatures: [
      UNFINISHED,
      {
        kind: "event",
        reason: "FailedScheduling",
        text: [new RegExp(BOTH_NODES)],
      },
    ],
    withinSeconds: 60,
    persists: { seconds: 45 },
    recovery: [
      { kind: "command", on: STATUS, exit: 0, text: [/deployment "metrics-server" successfully rolled out/] },
    ],
    unhealed: [UNFINISHED],
    staysNormal: [{ kind: "top-nodes" }],
  },
  fixes: [
    {
      id: "max-unavailable-1",
      title: "maxUnavailable: 1",
      edit: (spec) => withDeployment(spec, { maxUnavailable: 1 }),
      allowedChanges: [{ resource: "Deployment", path: "spec.strategy.rollingUpdate.maxUnavailable" }],
      claim: {
        outcome: "heals",
        by: "c3y1huang in SUSE/skuba#995, which was merged, and metrics-server's high-availability manifest",
        quote: "set rolling update strategy to allow rolling update overhead",
      },
      expect: { outcome: "heals", why: "one of the old pods may go first, and leaves its node to a new one" },
      withinSeconds: 120,
    },
    {
      id: "recreate",
      title: "strategy Recreate",
      edit: (spec) => withDeployment(spec, { strategy: "Recreate" }),
      allowedChanges: [STRATEGY],
      claim: {
        outcome: "heals",
        by: "the documentation of Deployments: the old pods go before the new ones come",
      },
      expect: { outcome: "heals", why: "both nodes are free before anything is to be placed" },
      withinSeconds: 120,
    },
    {
      id: "no-anti-affinity",
      title: "No anti-affinity any more, which is what a soft one comes to on full nodes",
      edit: withoutSpread,
      allowedChanges: [AFFINITY],
      claim: {
        outcome: "heals",
        by: "ugur99 in kubernetes-sigs/metrics-server#1148, of soft anti-affinity",
        quote: "I believe that we can use `preferredDuringSchedulingIgnoredDuringExecution`",
      },
      expect: {
        outcome: "no effect",
        why: "the pods that are there still say that nobody like them may come to their nodes, and that counts for a newcomer as well",
      },
      control: true,
      withinSeconds: 45,
    },
    {
      id: "delete-pending-pod",
      title: "kubectl delete pod of the one that is Pending",
      edit: (spec) => spec,
      allowedChanges: [],
      act: [
        {
          kubectl: [
            ...["-n", "kube-system", "delete", "pod", "--selector=k8s-app=metrics-server"],
            ...["--field-selector=status.phase=Pending", "--wait=false"],
          ],
          why: "what one tries with a pod that hangs",
        },
      ],
      claim: { outcome: "heals", by: "what one tries with a pod that hangs" },
      expect: {
        outcome: "no effect",
        why: "its ReplicaSet makes another, for which there is no place either",
      },
      control: true,
      withinSeconds: 45,
    },
    {
      id: "restart",
      title: "kubectl rollout restart deployment/metrics-server",
      edit: (spec) => restart(spec, "fix"),
      allowedChanges: [POD_ANNOTATIONS],
      claim: { outcome: "heals", by: "popular advice" },
      expect: { outcome: "no effect", why: "one more template for which there is no place" },
      control: true,
      withinSeconds: 45,
    },
  ],
});
