import { APIService } from "@pulumi/kubernetes/apiregistration/v1/apiservice.js";
import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import * as pulumi from "@pulumi/pulumi";
import type { KindStand } from "../clusters/kind.ts";
import type { MetricsServerSpec } from "../spec.ts";
import { metricsServerDeployment } from "./metrics-server/deployment.ts";
import { metricsServerApiService, metricsServerService } from "./metrics-server/endpoint.ts";
import { metricsServerRbac } from "./metrics-server/rbac.ts";

/** What it needs of a stand: some distributions load images before there is anything to depend on. */
type MetricsServerHost = Pick<KindStand, "clusterName" | "objectOptions"> & {
  readonly images: readonly pulumi.Resource[];
};

/** The objects of metrics-server's release manifest; a part that is `null` in the spec is absent. */
export class MetricsServer extends pulumi.ComponentResource {
  constructor(name: string, spec: MetricsServerSpec, stand: MetricsServerHost) {
    super("faultline:stacks:MetricsServer", name);
    const options = stand.objectOptions(this);
    const account = metricsServerRbac(spec.clusterRole, options);
    if (spec.service) new Service("metrics-server", metricsServerService(spec.service), options);
    if (spec.deployment) {
      const args = metricsServerDeployment(spec.version, spec.deployment, stand.clusterName);
      new Deployment("metrics-server", args, { ...options, dependsOn: [account, ...stand.images] });
    }
    if (spec.apiService) {
      new APIService("v1beta1.metrics.k8s.io", metricsServerApiService(spec.apiService), options);
    }
    this.registerOutputs({});
  }
}
