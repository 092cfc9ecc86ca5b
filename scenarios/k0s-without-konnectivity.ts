import { defineScenario } from "../harness/scenario/define.ts";
import { whole } from "../harness/scenario/words/allowed-changes.ts";
import { POD_ROUTE, SERVICE_ROUTE } from "../harness/scenario/words/fixes.ts";
import {
  deploymentAvailable,
  failedDiscoveryCheck,
  NODES_LISTED,
  SERVER_IS_NO_NODE,
  TOP_FAILS,
} from "../harness/scenario/words/signs.ts";
import { K0S_SERVICE_DIALLED } from "../harness/scenario/words/stand-names.ts";
import { withK0s, withK0sConfig } from "../stacks/edits/cluster.ts";
import { withNodeRoute } from "../stacks/edits/network.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";
import type { StandSpec } from "../stacks/spec.ts";

/** k0s' defaults: pods 10.244.0.0/16, of which the first worker has the first /24, and Services 10.96.0.0/12. */
const PODS_OF_WORKER = "10.244.0.0/24";
const SERVICES = "10.96.0.0/12";

/** With time: while the controller is away the node's heartbeat is late, and its pods count as not ready until the next (seen). */
const POD_READY = deploymentAvailable(20);

const DISABLED = { resource: "K0sCluster", path: "disabledComponents" };
const CONFIG = { resource: "K0sCluster", path: "config" };
const NODE = { resource: "K0sCluster", path: "controllerIsNode" };
const ROUTE = whole("NodeRoute");

const withRoute = (spec: StandSpec, name: string, to: string) =>
  withNodeRoute(spec, { name, node: "control-plane", to, via: "worker" });
const withPodRoute = (spec: StandSpec) => withRoute(spec, "pods-via-worker", PODS_OF_WORKER);

export default defineScenario({
  id: "k0s-without-konnectivity",
  mode: "F11",
  title: "k0s with konnectivity disabled: the controller cannot reach metrics-server",
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
    { ref: "https://docs.k0sproject.io/v1.32.3+k0s.0/k0s-in-docker/", kind: "documentation" },
  ],
  tags: ["network", "k0s", "konnectivity", "apiservice", "first-reports"],
  reportedOn: "k0s v1.32.3+k0s.0 with metrics-server v0.7.2, konnectivity disabled",
  platforms: [{ distribution: "k0s", version: "1.32.3", fidelity: "reported" }],
  corrections: [
    "The retelling's spec.konnectivity.enabled is no field of k0s, in any version: k0s refuses the configuration. Konnectivity is on unless a flag of the controller disables it.",
    "The retelling: the API server accesses the pod's IP directly. It dials the Service's ClusterIP:443; k0s does not set --enable-aggregator-routing.",
    "The retelling: the controller must be able to route to the pod network. A route to the pods alone changes nothing.",
  ],
  healthy: ({ version }) =>
    withK0s(healthyStand({ cluster: { distribution: "k0s", version, workers: 1 } }), {}),
  fault: {
    summary: "k0s controller --disable-components=konnectivity-server",
    edit: (spec) => withK0s(spec, { disabledComponents: ["konnectivity-server"] }),
    allowedChanges: [DISABLED],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [
      TOP_FAILS,
      failedDiscoveryCheck(
        new RegExp(String.raw`Get "https:\/\/${K0S_SERVICE_DIALLED}\/apis\/metrics\.k8s\.io\/v1beta1"`),
      ),
      SERVER_IS_NO_NODE,
    ],
    // The controller restarts, and metrics-server's own authentication with it.
    withinSeconds: 150,
    persists: { seconds: 30 },
    staysNormal: [NODES_LISTED, POD_READY],
  },
  fixes: [
    {
      id: "konnectivity-back",
      title: "Leave konnectivity-server enabled",
      edit: (spec) => withK0s(spec, { disabledComponents: [] }),
      allowedChanges: [DISABLED],
      claim: {
        outcome: "heals",
        by: "the reporter of k0sproject/k0s#5781",
        quote: "I just reconfigured the cluster to use Konnectivity in which case it does work.",
      },
      expect: { outcome: "heals", why: "the API server reaches pods through the agents' tunnel" },
      withinSeconds: 180,
    },
    {
      id: "controller-with-workloads",
      title: "The controller as a node of the network: --enable-worker, and a way to the worker's pods",
      edit: (spec) => withPodRoute(withK0s(spec, { controllerIsNode: true })),
      allowedChanges: [NODE, ROUTE],
      claim: {
        outcome: "heals",
        by: "twz123 (maintainer) in k0sproject/k0s#6754",
        quote: "When workloads are enabled, the controller usually runs a CNI anyway",
      },
      expect: {
        outcome: "heals",
        why: "its kube-proxy translates the ClusterIP; the route is what an overlay would bring",
      },
      withinSeconds: 240,
    },
    {
      id: "pod-route-and-aggregator-routing",
      title: "A route to the pods and --enable-aggregator-routing=true",
      edit: (spec) =>
        withPodRoute(withK0sConfig(spec, { api: { extraArgs: { "enable-aggregator-routing": "true" } } })),
      allowedChanges: [CONFIG, ROUTE],
      claim: {
        outcome: "heals",
        by: "twz123 (maintainer) in k0sproject/k0s#6754, in general terms",
        quote: "the controller nodes must be able to connect directly to the cluster network",
      },
      expect: {
        outcome: "heals",
        why: "the API server dials the pod's own address, to which there is a route",
      },
      withinSeconds: 180,
    },
    { ...SERVICE_ROUTE, edit: (spec) => withRoute(spec, "services-via-worker", SERVICES) },
    { ...POD_ROUTE, title: "A route to the pods only", edit: withPodRoute },
    {
      id: "konnectivity-enabled-in-the-configuration",
      title: "spec.konnectivity.enabled: true",
      edit: (spec) => withK0sConfig(spec, { konnectivity: { enabled: true } }),
      allowedChanges: [CONFIG],
      claim: { outcome: "heals", by: "a retelling of k0sproject/k0s#5781 that recommends it for production" },
      expect: {
        outcome: "refused",
        refusal: /unknown field "enabled"/,
        why: 'k0s knows no such field: `json: unknown field "enabled"`',
      },
      control: true,
      withinSeconds: 30,
    },
  ],
});
