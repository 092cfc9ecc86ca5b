import { defineScenario } from "../harness/scenario/define.ts";
import { POD_ANNOTATIONS, whole } from "../harness/scenario/words/allowed-changes.ts";
import { PORT_OVERRIDE } from "../harness/scenario/words/fixes.ts";
import { READY_ALL_ALONG, rawFails } from "../harness/scenario/words/signs.ts";
import { apiServiceBroken } from "../harness/scenario/words/symptoms.ts";
import { APISERVICE, POD } from "../harness/scenario/words/waits.ts";
import { restart, withApiService } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

const NAMESPACE = "faultline-passing";
const { apiService } = healthyStand().metricsServer;

export default defineScenario({
  id: "no-apiservice",
  mode: "F25",
  title: "metrics-server is well and nobody registered it: there is no APIService",
  sources: [
    {
      ref: "bitnami/charts#4546",
      kind: "report",
      quote: "Install the chart. `kubectl get apiservice` see that there is no metrics service.",
    },
    {
      ref: "kubernetes-sigs/metrics-server#588",
      kind: "report",
      quote:
        'Error from server (NotFound): apiservices.apiregistration.k8s.io "v1beta1.metrics.k8s.io" not found',
    },
    { ref: "kubernetes-sigs/metrics-server#247", kind: "related" },
    { ref: "canonical/microk8s#562", kind: "related" },
    { ref: "prometheus-operator/kube-prometheus#529", kind: "related" },
    { ref: "prometheus-operator/kube-prometheus#2846", kind: "related" },
  ],
  tags: ["apiservice", "helm"],
  reportedOn:
    "Bitnami's chart, whose apiService.create is false by default; uninstalled adapters that took it along",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand(),
  fault: {
    summary: "APIService v1beta1.metrics.k8s.io deleted",
    edit: (spec) => withApiService(spec, null),
    allowedChanges: [whole("APIService")],
    act: [
      {
        kubectl: ["create", "namespace", NAMESPACE],
        why: "a namespace that has nothing to do with metrics",
      },
      {
        kubectl: ["delete", "namespace", NAMESPACE, "--timeout=25s"],
        why: "it goes, unlike with an APIService that was left behind: what is not registered spoils no discovery",
      },
    ],
  },
  symptom: apiServiceBroken(
    rawFails(/404 page not found/),
    {
      kind: "command",
      on: { kind: "kubectl", args: ["get", "apiservice", "v1beta1.metrics.k8s.io"] },
      exit: "non-zero",
      text: [/\(NotFound\)/],
    },
    READY_ALL_ALONG,
  ),
  fixes: [
    {
      id: "create-apiservice",
      title: "Create the APIService",
      edit: (spec) => ({ ...spec, metricsServer: { ...spec.metricsServer, apiService } }),
      allowedChanges: [whole("APIService")],
      claim: {
        outcome: "heals",
        by: "debu99 in kubernetes-sigs/metrics-server#247, confirmed by kingdonb there",
        quote: "if you use bitnami metrics-server, enable this even k8s > 1.18",
      },
      expect: { outcome: "heals", why: "the aggregator knows whom to ask" },
      withinSeconds: APISERVICE.heals,
    },
    {
      id: "restart",
      title: "kubectl rollout restart deployment/metrics-server",
      edit: (spec) => restart(spec, "fix"),
      allowedChanges: [POD_ANNOTATIONS],
      claim: { outcome: "heals", by: "popular advice for `error: Metrics API not available`" },
      expect: { outcome: "no effect", why: "metrics-server does not register itself" },
      control: true,
      withinSeconds: POD.watch,
    },
    {
      ...PORT_OVERRIDE,
      expect: { outcome: "no effect", why: "the same text, another cause: nobody asks the Service" },
    },
  ],
});
