import { defineScenario } from "../harness/scenario/define.ts";
import { SERVICE_SELECTOR } from "../harness/scenario/words/allowed-changes.ts";
import { PORT_OVERRIDE } from "../harness/scenario/words/fixes.ts";
import { NO_ENDPOINTS, READY_ALL_ALONG } from "../harness/scenario/words/signs.ts";
import { apiServiceBroken } from "../harness/scenario/words/symptoms.ts";
import { APISERVICE } from "../harness/scenario/words/waits.ts";
import { withService } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

export default defineScenario({
  id: "service-selects-nothing",
  mode: "F15",
  title: "The Service's selector matches no pod, though a ready one is there",
  sources: [
    {
      ref: "https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#does-the-service-have-any-endpointslices",
      kind: "documentation",
    },
    {
      ref: "kubernetes-sigs/metrics-server#406",
      kind: "related",
      quote: 'endpoints for service/metrics-server in "kube-system" have no addresses with port name ""',
    },
    { ref: "kubernetes-sigs/metrics-server#525", kind: "related" },
    { ref: "kubernetes-sigs/metrics-server#832", kind: "related" },
  ],
  tags: ["apiservice", "service"],
  reportedOn: "the condition's text is in many threads, mostly for pods that are not ready; here the pod is",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand(),
  fault: {
    summary: "selector app: metrics-server; the pods carry k8s-app",
    edit: (spec) => withService(spec, { selector: { app: "metrics-server" } }),
    allowedChanges: [SERVICE_SELECTOR],
  },
  symptom: apiServiceBroken(NO_ENDPOINTS, READY_ALL_ALONG),
  fixes: [
    {
      id: "right-selector",
      title: "Select k8s-app: metrics-server",
      edit: (spec) => withService(spec, { selector: { "k8s-app": "metrics-server" } }),
      allowedChanges: [SERVICE_SELECTOR],
      claim: { outcome: "heals", by: "the Kubernetes guide to debugging Services" },
      expect: { outcome: "heals", why: "the ready pod becomes the Service's endpoint" },
      withinSeconds: APISERVICE.heals,
    },
    { ...PORT_OVERRIDE, expect: { outcome: "no effect", why: "a port of no pod is still no endpoint" } },
  ],
});
