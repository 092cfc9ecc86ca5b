import { defineScenario } from "../harness/scenario/define.ts";
import { SERVICE_PORTS, SERVICE_SELECTOR } from "../harness/scenario/words/allowed-changes.ts";
import { DEPLOYMENT_AVAILABLE, NO_ENDPOINTS, TOP_FAILS } from "../harness/scenario/words/signs.ts";
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
  symptom: {
    command: "kubectl top nodes",
    signatures: [TOP_FAILS, NO_ENDPOINTS],
    withinSeconds: APISERVICE.symptom,
    persists: { seconds: APISERVICE.persists },
    staysNormal: [DEPLOYMENT_AVAILABLE],
  },
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
    {
      id: "port-override",
      title: "Send the Service to port 10250 by number",
      edit: (spec) => withService(spec, { targetPort: 10250 }),
      allowedChanges: [SERVICE_PORTS],
      claim: {
        outcome: "heals",
        by: "brosef in kubernetes-sigs/metrics-server#1282, for `error: Metrics API not available`",
        quote: "Try overriding that to `10250`.",
      },
      expect: { outcome: "no effect", why: "a port of no pod is still no endpoint" },
      control: true,
      withinSeconds: APISERVICE.watch,
    },
  ],
});
