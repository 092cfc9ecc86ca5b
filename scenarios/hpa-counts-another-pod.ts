import { defineScenario } from "../harness/scenario/define.ts";
import type { CommandSignature, Observable } from "../harness/scenario/types.ts";
import { POD_ANNOTATIONS } from "../harness/scenario/words/allowed-changes.ts";
import { COUNTED, COUNTED_POD } from "../harness/scenario/words/stand-names.ts";
import { restart } from "../stacks/edits/metrics-server.ts";
import { withObject, withoutObject } from "../stacks/edits/objects.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";
import type { JsonObject } from "../stacks/json.ts";
import type { ObjectSpec, StandSpec } from "../stacks/spec.ts";

const LABELS = { app: "web" };
const REQUESTS = { requests: { cpu: "10m", memory: "8Mi" } };

/** Every node has this image: it is what holds a pod's network. */
function pause(name: string, resources: JsonObject): JsonObject {
  return { name, image: "registry.k8s.io/pause:3.10", imagePullPolicy: "IfNotPresent", resources };
}

const WEB: ObjectSpec = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "default" },
  spec: {
    replicas: 1,
    selector: { matchLabels: LABELS },
    template: { metadata: { labels: LABELS }, spec: { containers: [pause("web", REQUESTS)] } },
  },
};

const HPA: ObjectSpec = {
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "web", namespace: "default" },
  spec: {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
    minReplicas: 1,
    maxReplicas: 3,
    metrics: [
      {
        type: "Resource",
        resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } },
      },
    ],
  },
};

/** A pod of somebody else's: a job's, say. */
function withReport(spec: StandSpec, labels: Record<string, string>, resources: JsonObject): StandSpec {
  return withObject(spec, {
    apiVersion: "v1",
    kind: "Pod",
    // A pod that is replaced has to be gone first.
    metadata: {
      name: COUNTED.pod,
      namespace: COUNTED.namespace,
      labels,
      annotations: { "pulumi.com/skipAwait": "false" },
    },
    spec: { containers: [pause("report", resources)] },
  });
}

const SCALING: Observable = {
  kind: "kubectl",
  args: ["get", "hpa", "web", '-o=jsonpath={.status.conditions[?(@.type=="ScalingActive")]}'],
};
const INACTIVE: CommandSignature = {
  kind: "command",
  on: SCALING,
  exit: 0,
  text: [/"reason":"FailedGetResourceMetric","status":"False"/],
};
const POD = { resource: "Pod", name: "default/report", path: "" };

export default defineScenario({
  id: "hpa-counts-another-pod",
  mode: "F31",
  title:
    "An autoscaler says `missing request for cpu` of a Deployment that has one: it counts another workload's pod",
  sources: [
    { ref: "kubernetes/kubernetes#79365", kind: "report", quote: "missing request for cpu" },
    {
      ref: "kubernetes/kubernetes#108920",
      kind: "report",
      quote: "The target ref of the HPA could avoid using labels",
    },
    { ref: "kubernetes/website#31451", kind: "report" },
    { ref: "nextcloud/helm#22", kind: "report" },
    { ref: "kubernetes/kubernetes#78846", kind: "related" },
    { ref: "kubernetes/kubernetes#124307", kind: "related" },
    { ref: "kubernetes/kubernetes#116898", kind: "related" },
    { ref: "kubernetes/kubernetes#87935", kind: "related" },
  ],
  tags: ["hpa", "workload"],
  reportedOn: "Kubernetes 1.12 and later, with Jobs and Deployments that share their labels",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => withObject(withObject(healthyStand(), WEB), HPA),
  fault: {
    summary: "another pod with the Deployment's labels, whose container requests nothing",
    edit: (spec) => withReport(spec, LABELS, {}),
    allowedChanges: [POD],
  },
  symptom: {
    command: "kubectl describe hpa web",
    signatures: [
      {
        ...INACTIVE,
        text: [new RegExp(`failed to get cpu utilization: missing request for cpu in ${COUNTED_POD}`)],
      },
    ],
    // The controller looks every 15 s.
    withinSeconds: 60,
    persists: { seconds: 35 },
    recovery: [{ kind: "command", on: SCALING, exit: 0, text: [/"status":"True"/] }],
    unhealed: [INACTIVE],
    staysNormal: [{ kind: "top-nodes" }, { kind: "top-pods" }],
  },
  fixes: [
    {
      id: "labels-of-its-own",
      title: "Labels of its own for the other pod",
      edit: (spec) => withReport(spec, { app: "report" }, {}),
      allowedChanges: [POD],
      claim: {
        outcome: "heals",
        by: "oba11 in kubernetes/kubernetes#79365",
        quote:
          "was able to resolve it by making sure that the pod `labels` from the job should not be different from the deployment `matchLabels`",
      },
      expect: {
        outcome: "heals",
        why: "the autoscaler finds pods by the Deployment's selector and nothing else",
      },
      withinSeconds: 60,
    },
    {
      id: "delete-the-other-pod",
      title: "Delete the other pod",
      edit: (spec) => withoutObject(spec, { kind: "Pod", name: COUNTED.pod, namespace: COUNTED.namespace }),
      allowedChanges: [POD],
      claim: {
        outcome: "heals",
        by: "DerrickMartinez in kubernetes/kubernetes#79365, of a pod that had completed",
      },
      expect: { outcome: "heals", why: "only pods with a request are left" },
      withinSeconds: 60,
    },
    {
      id: "restart-metrics-server",
      title: "kubectl rollout restart deployment/metrics-server",
      edit: (spec) => restart(spec, "fix"),
      allowedChanges: [POD_ANNOTATIONS],
      claim: { outcome: "heals", by: "popular advice for an autoscaler without metrics" },
      expect: { outcome: "no effect", why: "it is the pod's own spec that says nothing, not metrics-server" },
      control: true,
      withinSeconds: 45,
    },
  ],
});
