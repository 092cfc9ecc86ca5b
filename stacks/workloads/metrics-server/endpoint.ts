import { Buffer } from "node:buffer";
import type { APIServiceArgs } from "@pulumi/kubernetes/apiregistration/v1/apiservice.js";
import type { ServiceArgs } from "@pulumi/kubernetes/core/v1/service.js";
import type { MetricsServerApiService, MetricsServerService } from "../../spec.ts";
import { UNAWAITED } from "../unawaited.ts";
import { LABELS, METADATA } from "./labels.ts";

export function metricsServerService(spec: MetricsServerService): ServiceArgs {
  return {
    metadata: { ...METADATA, ...(spec.name !== undefined && { name: spec.name }), annotations: UNAWAITED },
    spec: {
      ports: [{ name: "https", port: spec.port, protocol: "TCP", targetPort: spec.targetPort }],
      selector: spec.selector,
      internalTrafficPolicy: spec.internalTrafficPolicy,
    },
  };
}

/**
 * `caBundle: null` leaves the field out, which server-side apply takes for its removal; written as null it would be a change
 * on every apply. `insecureSkipTLSVerify` is always written: left out, an older `true` could belong to another field manager.
 */
export function metricsServerApiService(spec: MetricsServerApiService): APIServiceArgs {
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
