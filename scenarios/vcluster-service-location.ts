import { defineScenario } from "../harness/scenario/define.ts";
import { whole } from "../harness/scenario/words/allowed-changes.ts";
import { failedDiscoveryCheck } from "../harness/scenario/words/signs.ts";
import { SERVICE_LOOKED_UP } from "../harness/scenario/words/stand-names.ts";
import {
  topFailsInside,
  VCLUSTER,
  VCLUSTERS,
  vclusterLogged,
  vclusterValues,
} from "../harness/scenario/words/vcluster.ts";
import { withControlPlaneEgress, withMetricsServerAt } from "../stacks/edits/vcluster.ts";
import { healthyVCluster } from "../stacks/healthy/vcluster.ts";
import type { StandSpec } from "../stacks/spec.ts";

/** Where the host has metrics-server's Service: not where vCluster looks when it is not told. */
const SERVICE = { name: "host-metrics", namespace: "kube-system", port: 8443 };
/** What vCluster assumes (pkg/integrations/metricsserver, v0.20.0). */
const ASSUMED = { name: "metrics-server", namespace: "kube-system", port: 443 };

const LOCATION = vclusterValues("integrations.metricsServer.apiService.service");

export default defineScenario({
  id: "vcluster-service-location",
  mode: "F22",
  title: "vCluster looks for metrics-server where the host does not have it",
  sources: [
    {
      ref: "loft-sh/vcluster#2675",
      kind: "report",
      quote:
        'I have a cluster with metrics server installed in the "metrics-server" namespace, instead of the "kube-system" namespace.',
    },
    { ref: "loft-sh/vcluster#2092", kind: "report" },
  ],
  tags: ["vcluster", "dns"],
  reportedOn: "vCluster 0.24.1, metrics-server in a namespace of its own",
  platforms: VCLUSTERS,
  corrections: [
    "The retelling offers the service location and the policy as two solutions of one problem; they are two causes, each with a text of its own: status 500 here, `context deadline exceeded` there.",
    "The name and namespace that the retelling gives are not enough where the Service's port is not 443.",
  ],
  healthy: ({ version }) => {
    const spec = healthyVCluster(version);
    const { service, apiService } = spec.metricsServer;
    const moved: StandSpec = {
      ...spec,
      policyEngine: true,
      metricsServer: {
        ...spec.metricsServer,
        service: service && { ...service, name: SERVICE.name, port: SERVICE.port },
        apiService: apiService && { ...apiService, serviceName: SERVICE.name, servicePort: SERVICE.port },
      },
    };
    return withMetricsServerAt(moved, SERVICE);
  },
  fault: {
    summary: "integrations.metricsServer.apiService.service as assumed: metrics-server.kube-system:443",
    edit: (spec) => withMetricsServerAt(spec, ASSUMED),
    allowedChanges: [LOCATION],
  },
  symptom: topFailsInside(
    failedDiscoveryCheck(/bad status from https:\/\/localhost:9001\/.*: 500/),
    vclusterLogged(
      new RegExp(`Error while proxying request: dial tcp: lookup ${SERVICE_LOOKED_UP} .*no such host`),
    ),
  ),
  fixes: [
    {
      id: "name-namespace-port",
      title: "apiService.service with name, namespace and port",
      edit: (spec) => withMetricsServerAt(spec, SERVICE),
      allowedChanges: [LOCATION],
      claim: { outcome: "heals", by: "vCluster's documentation of the metrics-server integration" },
      expect: { outcome: "heals", why: "the syncer dials the Service that is there" },
      withinSeconds: VCLUSTER.heals,
    },
    {
      id: "name-namespace",
      title: "apiService.service with name and namespace alone",
      edit: (spec) =>
        withMetricsServerAt(spec, { name: SERVICE.name, namespace: SERVICE.namespace, port: ASSUMED.port }),
      allowedChanges: [vclusterValues("integrations.metricsServer.apiService.service.name")],
      claim: { outcome: "heals", by: "a retelling of loft-sh/vcluster#2092" },
      expect: { outcome: "no effect", why: "without a port it is 443, where this Service does not listen" },
      control: true,
      withinSeconds: VCLUSTER.watchNew,
    },
    {
      id: "allow-egress",
      title: "A NetworkPolicy that allows the control plane all egress",
      edit: (spec) => withControlPlaneEgress(spec, "vcluster-egress", {}),
      allowedChanges: [whole("NetworkPolicy")],
      claim: { outcome: "heals", by: "a retelling of loft-sh/vcluster#2092, as the first thing to try" },
      expect: { outcome: "no effect", why: "no packet was held back; the name does not exist" },
      control: true,
      withinSeconds: VCLUSTER.watch,
    },
  ],
});
