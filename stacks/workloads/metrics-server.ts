import { Buffer } from "node:buffer";
import { APIService, type APIServiceArgs } from "@pulumi/kubernetes/apiregistration/v1/apiservice.js";
import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { Service, type ServiceArgs } from "@pulumi/kubernetes/core/v1/service.js";
import * as pulumi from "@pulumi/pulumi";
import { METRICS_SERVER } from "../../toolchain/versions.ts";
import type { MetricsServerApiService, MetricsServerService, MetricsServerSpec } from "../spec.ts";
import type { ClusterStand } from "../stand.ts";
import { LABELS, METADATA, metricsServerDeployment } from "./metrics-server/deployment.ts";
import { metricsServerRbac } from "./metrics-server/rbac.ts";
import { UNAWAITED } from "./unawaited.ts";

/** The objects of metrics-server's release manifest; a part that is `null` in the spec is absent. */
export class MetricsServer extends pulumi.ComponentResource {
  constructor(name: string, spec: MetricsServerSpec, stand: ClusterStand) {
    super("faultline:stacks:MetricsServer", name);
    const options = stand.objectOptions(this);
    const account = metricsServerRbac(spec, options);
    if (spec.service) new Service("metrics-server", service(spec.service, spec.version), options);
    if (spec.deployment) {
      const args = metricsServerDeployment(spec.version, spec.deployment, stand.clusterName);
      new Deployment("metrics-server", args, { ...options, dependsOn: [account, ...stand.images] });
    }
    if (spec.apiService) {
      new APIService("v1beta1.metrics.k8s.io", apiService(spec.apiService), options);
    }
    this.registerOutputs({});
  }
}

function service(spec: MetricsServerService, version: string): ServiceArgs {
  const { appProtocol = METRICS_SERVER[version]?.appProtocol } = spec;
  return {
    metadata: { ...METADATA, ...(spec.name !== undefined && { name: spec.name }), annotations: UNAWAITED },
    spec: {
      ports: [
        {
          name: "https",
          port: spec.port,
          protocol: "TCP",
          targetPort: spec.targetPort,
          ...(appProtocol && { appProtocol }),
        },
      ],
      selector: spec.selector,
      internalTrafficPolicy: spec.internalTrafficPolicy,
    },
  };
}

/**
 * `caBundle: null` leaves the field out, which server-side apply takes for its removal; written as null it would be a change
 * on every apply. `insecureSkipTLSVerify` is always written: left out, an older `true` could belong to another field manager.
 */
function apiService(spec: MetricsServerApiService): APIServiceArgs {
  return {
    metadata: { name: "v1beta1.metrics.k8s.io", labels: LABELS },
    spec: {
      group: "metrics.k8s.io",
      version: "v1beta1",
      groupPriorityMinimum: 100,
      versionPriority: 100,
      insecureSkipTLSVerify: spec.insecureSkipTLSVerify,
      ...(spec.caBundle !== null && { caBundle: Buffer.from(spec.caBundle).toString("base64") }),
      service: { name: spec.serviceName, namespace: spec.serviceNamespace, port: spec.servicePort },
    },
  };
}
