import { defineScenario } from "../harness/scenario/define.ts";
import { API_SERVICE, SERVICE_PORTS } from "../harness/scenario/words/allowed-changes.ts";
import { DEPLOYMENT_AVAILABLE, TOP_FAILS, unavailable } from "../harness/scenario/words/signs.ts";
import { APISERVICE } from "../harness/scenario/words/waits.ts";
import { withApiService, withService } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

export default defineScenario({
  id: "apiservice-wrong-port",
  mode: "F15",
  title: "The APIService asks for a port the Service does not have",
  sources: [
    {
      ref: "kubernetes-sigs/metrics-server#1093",
      kind: "report",
      quote: 'no service port 443 found for service "metrics-server"',
    },
    {
      ref: "https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/api-service-v1/",
      kind: "documentation",
    },
  ],
  tags: ["apiservice", "service"],
  reportedOn: "metrics-server's Helm chart with service.port 4443 (September 2022)",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "The report shows reason FailedDiscoveryCheck; Kubernetes 1.32 says ServicePortError for the same state.",
  ],
  healthy: () => healthyStand(),
  fault: {
    summary: "the Service on port 4443, the APIService still asking for 443",
    edit: (spec) => withService(spec, { port: 4443 }),
    allowedChanges: [SERVICE_PORTS],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [TOP_FAILS, unavailable("ServicePortError", /is not listening on port 443/)],
    withinSeconds: APISERVICE.symptom,
    persists: { seconds: APISERVICE.persists },
    staysNormal: [DEPLOYMENT_AVAILABLE],
  },
  fixes: [
    {
      id: "apiservice-follows",
      title: "spec.service.port: 4443 in the APIService",
      edit: (spec) => withApiService(spec, { servicePort: 4443 }),
      allowedChanges: [API_SERVICE],
      claim: {
        outcome: "heals",
        by: "jfining in kubernetes-sigs/metrics-server#1093",
        quote: "The APIService should be created referencing the port used in `.Values.service.port`",
      },
      expect: { outcome: "heals", why: "both name the same port" },
      withinSeconds: APISERVICE.heals,
    },
    {
      id: "service-on-443",
      title: "The Service back on port 443",
      edit: (spec) => withService(spec, { port: 443 }),
      allowedChanges: [SERVICE_PORTS],
      claim: { outcome: "heals", by: "the APIService reference: port 443 is the default" },
      expect: { outcome: "heals", why: "both name the same port" },
      withinSeconds: APISERVICE.heals,
    },
    {
      id: "target-port",
      title: "Send the Service to port 10250 by number",
      edit: (spec) => withService(spec, { targetPort: 10250 }),
      allowedChanges: [SERVICE_PORTS],
      claim: {
        outcome: "heals",
        by: "brosef in kubernetes-sigs/metrics-server#1282, for `error: Metrics API not available`",
        quote: "Try overriding that to `10250`.",
      },
      expect: {
        outcome: "no effect",
        why: "the pod's port was right; it is the Service's own that is asked for",
      },
      control: true,
      withinSeconds: APISERVICE.watch,
    },
  ],
});
