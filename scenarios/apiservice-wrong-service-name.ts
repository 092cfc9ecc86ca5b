import { defineScenario } from "../harness/scenario/define.ts";
import { API_SERVICE } from "../harness/scenario/words/allowed-changes.ts";
import { PORT_OVERRIDE } from "../harness/scenario/words/fixes.ts";
import { unavailable } from "../harness/scenario/words/signs.ts";
import { OTHER_SERVICE } from "../harness/scenario/words/stand-names.ts";
import { apiServiceBroken } from "../harness/scenario/words/symptoms.ts";
import { APISERVICE } from "../harness/scenario/words/waits.ts";
import { withApiService } from "../stacks/edits/metrics-server.ts";
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
  symptom: apiServiceBroken(unavailable("ServiceNotFound", new RegExp(`${OTHER_SERVICE} is not present`))),
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
      ...PORT_OVERRIDE,
      expect: { outcome: "no effect", why: "the same text, another cause: nobody asks that Service" },
    },
  ],
});
