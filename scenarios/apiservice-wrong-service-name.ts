import { defineScenario } from "../harness/scenario/define.ts";
import { API_SERVICE, SERVICE_PORTS } from "../harness/scenario/words/allowed-changes.ts";
import { DEPLOYMENT_AVAILABLE, TOP_FAILS, unavailable } from "../harness/scenario/words/signs.ts";
import { APISERVICE } from "../harness/scenario/words/waits.ts";
import { withApiService, withService } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

export default defineScenario({
  id: "apiservice-wrong-service-name",
  mode: "F15",
  title: "The APIService names a Service that does not exist",
  sources: [
    {
      ref: "https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/api-service-v1/",
      kind: "documentation",
    },
    {
      ref: "kubernetes-sigs/metrics-server#614",
      kind: "related",
      quote: "in case of @elijahomolo it was conflict with previous installation",
    },
  ],
  tags: ["apiservice", "service"],
  reportedOn: "the aggregator's documented condition; installations left over under another name",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand(),
  fault: {
    summary: "spec.service.name: metrics-srv",
    edit: (spec) => withApiService(spec, { serviceName: "metrics-srv" }),
    allowedChanges: [API_SERVICE],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [
      TOP_FAILS,
      unavailable("ServiceNotFound", /service\/metrics-srv in "kube-system" is not present/),
    ],
    withinSeconds: APISERVICE.symptom,
    persists: { seconds: APISERVICE.persists },
    staysNormal: [DEPLOYMENT_AVAILABLE],
  },
  fixes: [
    {
      id: "right-name",
      title: "spec.service.name: metrics-server",
      edit: (spec) => withApiService(spec, { serviceName: "metrics-server" }),
      allowedChanges: [API_SERVICE],
      claim: { outcome: "heals", by: "the APIService reference: service is what the API server proxies to" },
      expect: { outcome: "heals", why: "the aggregator finds the Service and its endpoints" },
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
      expect: { outcome: "no effect", why: "the same text, another cause: nobody asks that Service" },
      control: true,
      withinSeconds: APISERVICE.watch,
    },
  ],
});
