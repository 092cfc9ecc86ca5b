import { defineScenario } from "../harness/scenario/define.ts";
import { API_SERVER_ARGS, whole } from "../harness/scenario/words/allowed-changes.ts";
import { POD_ROUTE, SERVICE_ROUTE } from "../harness/scenario/words/fixes.ts";
import {
  failedDiscoveryCheck,
  NODES_LISTED,
  READY_ALL_ALONG,
  TOP_FAILS,
} from "../harness/scenario/words/signs.ts";
import { SERVICE_DIALLED } from "../harness/scenario/words/stand-names.ts";
import { withApiServerArgs } from "../stacks/edits/cluster.ts";
import { withNodeRule, withoutNodeRule } from "../stacks/edits/metrics-server.ts";
import { withNodeRoute, withoutNodeRoute } from "../stacks/edits/network.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";
import type { StandSpec } from "../stacks/spec.ts";

/** kind's defaults. */
const PODS = "10.244.0.0/16";
const SERVICES = "10.96.0.0/16";
const NO_KUBE_PROXY = "server-without-kube-proxy";
const NO_POD_ROUTES = "server-without-pod-network";

const SERVER_ONLY = { node: "control-plane", via: "worker" } as const;
const withPodRoute = (spec: StandSpec) =>
  withNodeRoute(spec, { name: "pods-via-worker", to: { podsOf: "worker" }, ...SERVER_ONLY });

export default defineScenario({
  id: "control-plane-off-the-pod-network",
  mode: "F11",
  title: "A control plane without konnectivity that is not a node of the cluster network",
  sources: [
    {
      ref: "k0sproject/k0s#5781",
      kind: "report",
      quote: "I just reconfigured the cluster to use Konnectivity in which case it does work.",
    },
    {
      ref: "k0sproject/k0s#6754",
      kind: "related",
      quote:
        "When konnectivity is disabled, the controller nodes must be able to connect directly to the cluster network; otherwise, kube-apiserver will not be able to connect to the metrics-server pod.",
    },
    {
      ref: "https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/",
      kind: "documentation",
      quote:
        "If you are not running kube-proxy on a host running the API server, then you must make sure that the system is enabled with the following kube-apiserver flag",
    },
  ],
  tags: ["network", "k0s", "konnectivity", "apiservice", "first-reports"],
  reportedOn: "k0s v1.32.3+k0s.0 with metrics-server v0.7.2, konnectivity disabled",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "The retelling: the API server accesses the pod's IP directly. It dials the Service's ClusterIP:443 unless --enable-aggregator-routing is set.",
    "The retelling: the controller must be able to route to the pod network. A route to the pods alone changes nothing.",
  ],
  healthy: () => healthyStand({ cluster: { workers: 1 } }),
  fault: {
    summary:
      "the server sends nothing to pods, and ClusterIPs mean nothing on it: what a controller without CNI and kube-proxy is",
    edit: (spec) =>
      withNodeRoute(
        withNodeRule(spec, {
          name: NO_KUBE_PROXY,
          node: "control-plane",
          // kube-proxy translates in the nat table, which packets without a connection never see.
          table: "raw",
          chain: "OUTPUT",
          match: ["-d", SERVICES],
          target: ["CT", "--notrack"],
        }),
        { name: NO_POD_ROUTES, node: "control-plane", to: PODS, via: null },
      ),
    allowedChanges: [whole("NodeRule"), whole("NodeRoute")],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [
      TOP_FAILS,
      // Answered on the way, as nobody there has that address; where a network swallows such packets, a NetworkPolicy looks alike.
      failedDiscoveryCheck(
        new RegExp(
          `v1beta1": dial tcp ${SERVICE_DIALLED}: connect: (connection refused|no route to host|network is unreachable)`,
        ),
      ),
      // A pod that starts is refused, too.
      READY_ALL_ALONG,
    ],
    // The aggregator's connection lives on until its pings are given up, 45 s later.
    withinSeconds: 120,
    persists: { seconds: 30 },
    staysNormal: [NODES_LISTED],
  },
  fixes: [
    {
      ...SERVICE_ROUTE,
      edit: (spec) => withNodeRoute(spec, { name: "services-via-worker", to: SERVICES, ...SERVER_ONLY }),
    },
    { ...POD_ROUTE, title: "A route to the pod CIDR only", edit: withPodRoute },
    {
      id: "pod-route-and-aggregator-routing",
      title: "A route to the pod CIDR and --enable-aggregator-routing=true",
      edit: (spec) => withApiServerArgs(withPodRoute(spec), { "enable-aggregator-routing": "true" }),
      allowedChanges: [whole("NodeRoute"), API_SERVER_ARGS],
      claim: {
        outcome: "heals",
        by: "the Kubernetes documentation of the aggregation layer",
        quote: "--enable-aggregator-routing=true",
      },
      expect: {
        outcome: "heals",
        why: "the API server dials the pod's own address, to which there is a route",
      },
      withinSeconds: 150,
    },
    {
      id: "aggregator-routing",
      title: "Only --enable-aggregator-routing=true",
      edit: (spec) => withApiServerArgs(spec, { "enable-aggregator-routing": "true" }),
      allowedChanges: [API_SERVER_ARGS],
      claim: {
        outcome: "heals",
        by: "the Kubernetes documentation of the aggregation layer, for a server without kube-proxy",
      },
      expect: { outcome: "no effect", why: "the pod's address is dialled, and no route leads there" },
      control: true,
      withinSeconds: 75,
    },
    {
      id: "server-is-a-node",
      title: "Run the control plane as a node of the network: kube-proxy and pod routes there",
      edit: (spec) => withoutNodeRoute(withoutNodeRule(spec, NO_KUBE_PROXY), NO_POD_ROUTES),
      allowedChanges: [whole("NodeRule"), whole("NodeRoute")],
      claim: {
        outcome: "heals",
        by: "twz123 (maintainer) in k0sproject/k0s#6754",
        quote: "When workloads are enabled, the controller usually runs a CNI anyway",
      },
      expect: { outcome: "heals", why: "its kube-proxy translates the ClusterIP, its CNI leads to the pod" },
      withinSeconds: 90,
    },
  ],
});
