/** What newer versions do otherwise, in words: what a user of faultline meets. Each was run, and says with what. */
export const KNOWN: readonly {
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly source: string;
}[] = [
  {
    what: "condition of the APIService without endpoints",
    before:
      'Kubernetes 1.32.5: MissingEndpoints, `endpoints for service/metrics-server in "kube-system" have no addresses with port name "https"`',
    after: "1.37.2: the same reason, and the text begins with `endpointslices for`",
    source: "runs of 2026-11-28 and 29",
  },
  {
    what: "Service without selector whose Endpoints object is not mirrored",
    before:
      "1.32.5: the aggregator is content with the Endpoints, kube-proxy is not: FailedDiscoveryCheck, connection refused",
    after: "1.37.2: a reason of its own, EndpointsNotFound",
    source: "run of 2026-11-28",
  },
  {
    what: "metrics of every node missing, of the pods there (annotation `metrics.k8s.io/resource-metrics-path`)",
    before: "metrics-server 0.7.2: `top pods` works, the pod is Ready",
    after:
      "0.9.0: the pod loses readiness, also one that was Ready, and both `top nodes` and `top pods` answer 503: the upgrade makes it worse",
    source: "run of 2026-11-28",
  },
  {
    what: "APIService whose certificate the API server does not trust",
    before:
      "Kubernetes 1.32.5: Available=True all along, as the check behind the condition does not verify it",
    after: "from 1.36 on FailedDiscoveryCheck, and requests are answered 503 without being sent on",
    source: "scenario apiservice-ca-not-trusted, run 20261129-111206-5cce",
  },
  {
    what: "`appProtocol` of the Service's port in the release manifest",
    before: "metrics-server 0.7.2: none",
    after: "0.8.0 and 0.9.0: `https`, and nothing else in the manifest differs",
    source: "manifests of the three releases",
  },
  {
    what: "kubelets on a machine with cgroup v1",
    before: "up to Kubernetes 1.34: start",
    after:
      "from 1.35 on refuse to, but for `failCgroupV1: false` in their configuration; works at 1.37.2, and faultline sets it",
    source: "runs of 2026-11-28 and 29",
  },
  {
    what: "kubeadm's configuration",
    before: "kind 0.27 writes v1beta3, which kubeadm reads up to 1.35",
    after: "kind 0.33 writes v1beta4 from 1.36 on, where `extraArgs` is a list of names and values",
    source: "pkg/cluster/internal/kubeadm/config.go of both",
  },
  {
    what: "a NetworkPolicy of a chart, edited with kubectl, at the next `helm upgrade`",
    before: "Helm 3.17.2: the edit is lost without a word, also by an upgrade that changes nothing",
    after:
      "Helm 4.1.4: the upgrade fails with a conflict and keeps the edit, but if Helm 3 made the release it goes Helm 3's way",
    source:
      "scenario vcluster-egress-policy, runs 20261130-202222-0297 (Helm 4 after Helm 3) and 20261130-204157-5377 (Helm 4 alone)",
  },
  {
    what: "`kubectl top --show-swap`",
    before: "kubectl 1.33.9: no such flag",
    after: "1.35.2 has it; a machine without swap shows `<unknown>` for the node and `0Mi` for every pod",
    source: "run of 2026-11-28",
  },
  {
    what: "`kubectl autoscale --cpu`",
    before: "kubectl 1.32: no such flag, `--cpu-percent` it is",
    after: "1.37: `--cpu=50%` is utilisation, and `--cpu=50` a value of 50 millicores",
    source: "run of 2026-11-28",
  },
];
