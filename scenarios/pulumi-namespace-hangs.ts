import { defineScenario } from "../harness/scenario/define.ts";
import { REPLICAS, whole } from "../harness/scenario/words/allowed-changes.ts";
import { NO_ENDPOINTS, NODES_LISTED, TOP_FAILS } from "../harness/scenario/words/signs.ts";
import { APISERVICE, GROUP_GIVEN_UP, POD } from "../harness/scenario/words/waits.ts";
import { withApiService, withDeployment } from "../stacks/edits/metrics-server.ts";
import { withObject, withoutObject } from "../stacks/edits/objects.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";
import type { StandSpec } from "../stacks/spec.ts";

const NAMESPACE = "faultline-team";
const NAMED = ["get", "namespace", NAMESPACE];

function withoutTeam(spec: StandSpec): StandSpec {
  return withoutObject(spec, { kind: "Namespace", name: NAMESPACE });
}

export default defineScenario({
  id: "pulumi-namespace-hangs",
  mode: "F34",
  title:
    "`pulumi up` cannot remove a Namespace that has nothing to do with metrics while metrics-server is down",
  sources: [
    {
      ref: "pulumi/pulumi-kubernetes#1920",
      kind: "report",
      quote: "error: Timeout occurred polling for 'foo'",
    },
    {
      ref: "k3s-io/k3s#5946",
      kind: "report",
      quote: "The `kubectl delete namespace helm-ns-413` command freezes and does nothing",
    },
    {
      ref: "kubernetes/kubernetes#75788",
      kind: "related",
      quote: "we see the namespace stuck in terminating state",
    },
    { ref: "kubernetes/kubernetes#114214", kind: "related" },
    { ref: "pulumi/pulumi-kubernetes#3573", kind: "related" },
  ],
  tags: ["apiservice", "namespace", "pulumi"],
  reportedOn: "Pulumi's Kubernetes plugin of 2022; K3s of August 2022",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "pulumi/pulumi-kubernetes#1920 was told `Timeout occurred polling for 'foo'`; version 4.25.0 of the plugin says `timed out waiting for the condition`. Neither names what is waited for: the namespace's own conditions do.",
  ],
  healthy: () =>
    withObject(healthyStand(), {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name: NAMESPACE,
        // Pulumi waits for its end, as it does unless it is told not to; ten minutes if nothing is said.
        annotations: { "pulumi.com/skipAwait": "false", "pulumi.com/timeoutSeconds": "90" },
      },
    }),
  fault: {
    summary: "metrics-server is scaled to nothing, its APIService stays",
    edit: (spec) => withDeployment(spec, { replicas: 0 }),
    allowedChanges: [REPLICAS],
    act: [GROUP_GIVEN_UP],
    undo: [
      {
        kubectl: [...NAMED, "--ignore-not-found", "--output=jsonpath={.status.phase}"],
        why: "a namespace that is still going may not be in the way of the next cell's",
        until: { output: /^(Active)?$/, withinSeconds: 5 },
      },
    ],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [
      TOP_FAILS,
      NO_ENDPOINTS,
      {
        kind: "command",
        on: { kind: "kubectl", args: ["-n", "kube-system", "get", "deployment", "metrics-server"] },
        exit: 0,
        text: [/\s0\/0\s/],
      },
    ],
    withinSeconds: APISERVICE.symptom,
    persists: { seconds: POD.persists },
    recovery: [
      {
        kind: "command",
        on: { kind: "kubectl", args: NAMED },
        exit: "non-zero",
        text: [/\(NotFound\)/],
      },
    ],
    unhealed: [TOP_FAILS],
    staysNormal: [NODES_LISTED],
  },
  fixes: [
    {
      id: "delete-apiservice",
      title: "Remove the Namespace, and the APIService with it",
      edit: (spec) => withApiService(withoutTeam(spec), null),
      allowedChanges: [whole("APIService"), whole("Namespace")],
      claim: {
        outcome: "heals",
        by: "brandond in k3s-io/k3s#5946, confirmed by pdostal",
        quote: "if you don't care about metrics, start k3s with `--disable=metrics-server`",
      },
      expect: {
        outcome: "heals",
        why: "discovery is complete again, so the namespace controller can finish",
      },
      withinSeconds: 60,
    },
    {
      id: "scale-up",
      title: "Remove the Namespace, and scale metrics-server to one again",
      edit: (spec) => withDeployment(withoutTeam(spec), { replicas: 1 }),
      allowedChanges: [REPLICAS, whole("Namespace")],
      claim: {
        outcome: "heals",
        by: "brandond in k3s-io/k3s#5946",
        quote: "You should figure out why metrics-server isn't working",
      },
      expect: {
        outcome: "heals",
        why: "the group answers again before Pulumi's patience is over",
      },
      withinSeconds: 60,
    },
    {
      id: "remove-the-namespace",
      title: "Remove the Namespace",
      edit: withoutTeam,
      allowedChanges: [whole("Namespace")],
      claim: {
        outcome: "refused",
        by: "nicmr in pulumi/pulumi-kubernetes#1920",
        quote: "error: Timeout occurred polling for 'foo'",
      },
      expect: {
        outcome: "refused",
        why: "the namespace controller asks every group what it has in the namespace, and one does not answer",
        // Pulumi's own plugin, and what stands in for it.
        refusal: new RegExp(
          `${NAMESPACE}: timed out waiting for the condition|${NAMESPACE} is still there after 90 s`,
        ),
      },
      control: true,
      withinSeconds: 60,
    },
  ],
});
