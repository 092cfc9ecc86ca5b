import { defineScenario } from "../harness/scenario/define.ts";
import { POD_ANNOTATIONS } from "../harness/scenario/words/allowed-changes.ts";
import { READY_ALL_ALONG } from "../harness/scenario/words/signs.ts";
import { apiServiceBroken } from "../harness/scenario/words/symptoms.ts";
import { APISERVICE, POD } from "../harness/scenario/words/waits.ts";
import { restart, withApiService } from "../stacks/edits/metrics-server.ts";
import { withObject, withoutObject } from "../stacks/edits/objects.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";
import type { StandSpec } from "../stacks/spec.ts";

const NAMESPACE = "faultline-v1-passing";
const NAME = "v1.metrics.k8s.io";
const V1 = { resource: "APIService", name: NAME, path: "" };
const V1BETA1 = { resource: "APIService", name: "v1beta1.metrics.k8s.io", path: "" };
const { apiService } = healthyStand().metricsServer;

function withV1(spec: StandSpec): StandSpec {
  return withObject(spec, {
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    metadata: { name: NAME },
    spec: {
      group: "metrics.k8s.io",
      version: "v1",
      groupPriorityMinimum: 100,
      versionPriority: 100,
      insecureSkipTLSVerify: true,
      service: { name: "metrics-server", namespace: "kube-system", port: 443 },
    },
  });
}

function withoutV1(spec: StandSpec): StandSpec {
  return withoutObject(spec, { kind: "APIService", name: NAME });
}

function withV1beta1(spec: StandSpec): StandSpec {
  return { ...spec, metricsServer: { ...spec.metricsServer, apiService } };
}

export default defineScenario({
  id: "apiservice-renamed-to-v1",
  mode: "F33",
  title: "The metrics API is registered as v1, which metrics-server does not serve, and no longer as v1beta1",
  sources: [
    {
      ref: "bitnami/charts#5906",
      kind: "report",
      quote: "Since PR #5968 got merged, we now have issues with metrics server.",
    },
    {
      ref: "kubernetes-sigs/metrics-server#588",
      kind: "report",
      quote: 'The above command needs to check for "v1.metrics.k8s.io" as that\'s name of the apiservice.',
    },
    { ref: "kubernetes-sigs/metrics-server#1855", kind: "related" },
    { ref: "kubernetes-sigs/metrics-server#1786", kind: "related" },
  ],
  tags: ["apiservice", "helm"],
  reportedOn:
    "Bitnami's chart of March 2021, which took the version of APIService itself for the metrics API's",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "That no namespace can be deleted was expected of an APIService whose version nobody serves, and did not come: with v1 registered beside v1beta1 and called False, a namespace was gone within 14 s. The server answers, so that its discovery lists the version as one without resources.",
  ],
  healthy: () => healthyStand(),
  fault: {
    summary: `APIService ${NAME} in place of v1beta1's, with the same Service`,
    edit: (spec) => withV1(withApiService(spec, null)),
    allowedChanges: [V1, V1BETA1],
    act: [
      {
        kubectl: ["get", "apiservice", NAME],
        why: "only what has been called unavailable could spoil discovery",
        until: { output: /False \(FailedDiscoveryCheck\)/, withinSeconds: 60 },
      },
      { kubectl: ["create", "namespace", NAMESPACE], why: "a namespace that has nothing to do with metrics" },
      {
        kubectl: ["delete", "namespace", NAMESPACE, "--timeout=25s"],
        why: "it goes, unlike with an APIService whose server is gone",
      },
    ],
  },
  symptom: apiServiceBroken(
    {
      kind: "command",
      on: { kind: "kubectl", args: ["get", "apiservice", NAME, "-o=jsonpath={.status.conditions}"] },
      exit: 0,
      text: [/bad status from https:\/\/\S+\/apis\/metrics\.k8s\.io\/v1: 404/],
    },
    READY_ALL_ALONG,
  ),
  fixes: [
    {
      id: "rename-back",
      title: "v1beta1 in place of v1",
      edit: (spec) => withV1beta1(withoutV1(spec)),
      allowedChanges: [V1, V1BETA1],
      claim: { outcome: "heals", by: "bitnami/charts#5906, whose change was taken back" },
      expect: { outcome: "heals", why: "what is registered is what is served" },
      withinSeconds: APISERVICE.heals,
    },
    {
      id: "delete-v1",
      title: `kubectl delete apiservice ${NAME}`,
      edit: withoutV1,
      allowedChanges: [V1],
      claim: { outcome: "heals", by: "popular advice for an APIService that is not available" },
      expect: { outcome: "no effect", why: "then none is registered" },
      control: true,
      withinSeconds: APISERVICE.watch,
    },
    {
      id: "restart",
      title: "kubectl rollout restart deployment/metrics-server",
      edit: (spec) => restart(spec, "fix"),
      allowedChanges: [POD_ANNOTATIONS],
      claim: { outcome: "heals", by: "popular advice for an APIService that is not available" },
      expect: { outcome: "no effect", why: "metrics-server up to 0.9.0 serves v1beta1 alone" },
      control: true,
      withinSeconds: POD.watch,
    },
  ],
});
