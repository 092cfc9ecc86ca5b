import { defineScenario } from "../harness/scenario/define.ts";
import {
  ARGS,
  CLUSTER_ROLE_RULES,
  POD_ANNOTATIONS,
  whole,
} from "../harness/scenario/words/allowed-changes.ts";
import { podNotReady } from "../harness/scenario/words/symptoms.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { restart, withArgs, withClusterRole } from "../stacks/edits/metrics-server.ts";
import { withObject, withoutMetricsServerObject } from "../stacks/edits/objects.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";
import type { StandSpec } from "../stacks/spec.ts";

const AUTH_READER = "metrics-server-auth-reader";
const ROLE_BINDING = { resource: "RoleBinding", name: AUTH_READER, path: "" };

/** What the Helm chart made of it once: in the namespace of the release, where there is no such Role. */
function withBindingIn(spec: StandSpec, namespace: string): StandSpec {
  return withObject(spec, {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: AUTH_READER, namespace },
    roleRef: {
      apiGroup: "rbac.authorization.k8s.io",
      kind: "Role",
      name: "extension-apiserver-authentication-reader",
    },
    subjects: [{ kind: "ServiceAccount", name: "metrics-server", namespace: "kube-system" }],
  });
}

/** Nothing of metrics-server's manifest left out. */
function withManifestWhole({ metricsServer, ...rest }: StandSpec): StandSpec {
  const { without: _, ...manifest } = metricsServer;
  return { ...rest, metricsServer: manifest };
}

export default defineScenario({
  id: "auth-reader-rolebinding-missing",
  mode: "F29",
  title: "The RoleBinding by which metrics-server learns whom to trust is not in kube-system",
  sources: [
    {
      ref: "kubernetes-sigs/metrics-server#1231",
      kind: "report",
      quote: "The role binding references a role that only exists in the kube-system namespace",
    },
    {
      ref: "bitnami/charts#3007",
      kind: "report",
      quote:
        'configmaps "extension-apiserver-authentication" is forbidden: User "system:serviceaccount:kube-system:metrics-server" cannot get resource "configmaps" in API group "" in the namespace "kube-system"',
    },
    { ref: "kubernetes-sigs/metrics-server#1077", kind: "report" },
    { ref: "kubernetes-sigs/prometheus-adapter#688", kind: "related" },
    { ref: "kubernetes-sigs/prometheus-adapter#72", kind: "related" },
    { ref: "kubermatic/kubermatic#5485", kind: "related" },
  ],
  tags: ["rbac", "pod", "crash", "helm"],
  reportedOn: "metrics-server's chart of March 2023 outside kube-system; Bitnami's chart 4.2.1",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand(),
  fault: {
    summary: `no RoleBinding ${AUTH_READER}; the pod restarted`,
    edit: (spec) => withoutMetricsServerObject(restart(spec, "fault"), `RoleBinding/${AUTH_READER}`),
    again: (spec) => restart(spec, "again"),
    allowedChanges: [ROLE_BINDING, POD_ANNOTATIONS],
  },
  symptom: podNotReady(
    /unable to load configmap based request-header-client-ca-file: configmaps "extension-apiserver-authentication" is forbidden/,
  ),
  fixes: [
    {
      id: "binding-in-kube-system",
      title: "The RoleBinding in kube-system, and a restart",
      edit: (spec) => withManifestWhole(restart(spec, "fix")),
      allowedChanges: [ROLE_BINDING, POD_ANNOTATIONS],
      claim: {
        outcome: "heals",
        by: "adityap101 in kubernetes-sigs/prometheus-adapter#72, after the log's own hint",
        quote:
          "when I tried same command with namespace `kube-system`, it worked fine as the Pod was seen up and running.",
      },
      expect: { outcome: "heals", why: "Role and ConfigMap are in kube-system, so the binding must be, too" },
      withinSeconds: POD.heals,
    },
    {
      id: "configmaps-in-the-cluster-role",
      title: "configmaps in ClusterRole system:metrics-server, and a restart",
      edit: (spec) =>
        withClusterRole(restart(spec, "fix"), [
          ...spec.metricsServer.clusterRole,
          { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch"] },
        ]),
      allowedChanges: [CLUSTER_ROLE_RULES, POD_ANNOTATIONS],
      claim: {
        outcome: "heals",
        by: "drGrove in kubernetes-sigs/metrics-server#1077; dgrisonnet (maintainer) objected there",
        quote: "Without configmap permission metrics-server will CrashloopBackoff",
      },
      expect: {
        outcome: "heals",
        why: "the ConfigMap is among those it may read now, as are all others of the cluster",
      },
      withinSeconds: POD.heals,
    },
    {
      id: "binding-elsewhere",
      title: "The RoleBinding in namespace default, and a restart",
      edit: (spec) => withBindingIn(restart(spec, "fix"), "default"),
      allowedChanges: [whole("RoleBinding"), POD_ANNOTATIONS],
      claim: {
        outcome: "no effect",
        by: "adityap101 in kubernetes-sigs/prometheus-adapter#72, who tried it",
        quote: "I have tried above command with `prom` and `default` namespaces but the pod failed to Run.",
      },
      expect: {
        outcome: "no effect",
        why: "it allows nothing in kube-system, and names a Role that default has not",
      },
      control: true,
      withinSeconds: POD.watch,
    },
    {
      id: "tolerate-lookup-failure",
      title: "--authentication-tolerate-lookup-failure",
      edit: (spec) => withArgs(spec, { "authentication-tolerate-lookup-failure": true }),
      allowedChanges: [ARGS],
      claim: { outcome: "heals", by: "what one makes of the flag's name" },
      expect: {
        outcome: "no effect",
        why: "it starts, and takes the API server for anonymous, who may not even ask what is served",
      },
      control: true,
      withinSeconds: POD.watch,
    },
  ],
});
