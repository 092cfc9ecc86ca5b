import type { DeploymentArgs } from "@pulumi/kubernetes/apps/v1/deployment.js";
import * as pulumi from "@pulumi/pulumi";
import type { MetricsServerDeployment, ProbeSpec } from "../../spec.ts";
import { UNAWAITED } from "../unawaited.ts";

export const NAMESPACE = "kube-system";

/** The release manifest's label on every object. */
export const LABELS = { "k8s-app": "metrics-server" } as const;

/** Name, namespace and label most of the manifest's objects share. */
export const METADATA = { name: "metrics-server", namespace: NAMESPACE, labels: LABELS } as const;

export function metricsServerImage(version: string): string {
  return `registry.k8s.io/metrics-server/metrics-server:v${version}`;
}

/** The release manifest's Deployment with the spec's knobs. */
export function metricsServerDeployment(
  version: string,
  spec: MetricsServerDeployment,
  cluster: pulumi.Input<string>,
): DeploymentArgs {
  const annotations = Object.keys(spec.podAnnotations).length > 0 ? { annotations: spec.podAnnotations } : {};
  return {
    metadata: { ...METADATA, annotations: UNAWAITED },
    spec: {
      replicas: spec.replicas,
      selector: { matchLabels: LABELS },
      strategy:
        spec.strategy === "Recreate"
          ? { type: "Recreate" }
          : { type: "RollingUpdate", rollingUpdate: { maxUnavailable: spec.maxUnavailable ?? 0 } },
      template: {
        metadata: { labels: LABELS, ...annotations },
        spec: {
          containers: [container(version, spec)],
          ...(spec.hostNetwork && { hostNetwork: true }),
          ...(spec.spread && { affinity: spec.spread === "preferred" ? RATHER_APART : APART }),
          nodeSelector: {
            "kubernetes.io/os": "linux",
            ...(spec.node && {
              "kubernetes.io/hostname": pulumi.interpolate`${cluster}-${spec.node}`,
            }),
          },
          ...(spec.tolerations && { tolerations: spec.tolerations.map((each) => ({ ...each })) }),
          ...(spec.priorityClassName !== null && {
            priorityClassName: spec.priorityClassName ?? "system-cluster-critical",
          }),
          serviceAccountName: "metrics-server",
          volumes: [{ name: "tmp-dir", emptyDir: {} }],
        },
      },
    },
  };
}

const ONE_NODE = { labelSelector: { matchLabels: LABELS }, topologyKey: "kubernetes.io/hostname" };
const APART = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [ONE_NODE] } };
const RATHER_APART = {
  podAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: ONE_NODE }],
  },
};

function container(version: string, spec: MetricsServerDeployment) {
  return {
    name: "metrics-server",
    image: metricsServerImage(version),
    imagePullPolicy: "IfNotPresent",
    args: flags(spec.args),
    ports: [{ name: "https", containerPort: spec.containerPort, protocol: "TCP" }],
    livenessProbe: probe(spec.liveness),
    readinessProbe: probe(spec.readiness),
    resources: spec.resources ?? { requests: { cpu: "100m", memory: "200Mi" } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: "RuntimeDefault" },
    },
    volumeMounts: [{ mountPath: "/tmp", name: "tmp-dir" }],
  };
}

function flags(args: MetricsServerDeployment["args"]): string[] {
  return Object.entries(args).map(([name, value]) => (value === true ? `--${name}` : `--${name}=${value}`));
}

function probe({ path, ...timing }: ProbeSpec) {
  return { httpGet: { path, port: "https", scheme: "HTTPS" }, ...timing };
}
