import { defineScenario } from "../harness/scenario/define.ts";
import { API_SERVICE, SERVICE_PORTS } from "../harness/scenario/words/allowed-changes.ts";
import { PORT_OVERRIDE } from "../harness/scenario/words/fixes.ts";
import { unavailable } from "../harness/scenario/words/signs.ts";
import { SERVICE_PORT } from "../harness/scenario/words/stand-names.ts";
import { apiServiceBroken } from "../harness/scenario/words/symptoms.ts";
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
  symptom: apiServiceBroken(unavailable("ServicePortError", new RegExp(SERVICE_PORT))),
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
      ...PORT_OVERRIDE,
      id: "target-port",
      expect: {
        outcome: "no effect",
        why: "the pod's port was right; it is the Service's own that is asked for",
      },
    },
  ],
});
