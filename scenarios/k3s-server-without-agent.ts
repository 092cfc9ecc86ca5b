import { defineScenario } from "../harness/scenario/define.ts";
import {
  deploymentAvailable,
  failedDiscoveryCheck,
  NODES_LISTED,
  SERVER_IS_NO_NODE,
  TOP_FAILS,
} from "../harness/scenario/words/signs.ts";
import { K3S_DIALLED } from "../harness/scenario/words/stand-names.ts";
import { withK3s } from "../stacks/edits/cluster.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

const SERVER = { resource: "K3dCluster", path: "serverArgs" };
/** Every change makes the cluster anew, and metrics-server with it. */
const HEALS = 180;

export default defineScenario({
  id: "k3s-server-without-agent",
  mode: "F11",
  title: "A K3s server without an agent cannot reach metrics-server",
  sources: [
    {
      ref: "k3s-io/k3s#5330",
      kind: "report",
      quote:
        "Without an agent running on the same node, the agent has no way to reach the service's in-cluster endpoint.",
    },
    { ref: "k3s-io/k3s#442", kind: "report" },
    {
      ref: "k3s-io/k3s#5577",
      kind: "related",
      quote:
        "This is mode requires that servers also run agents, or the apiserver will not be able to access service endpoints.",
    },
    { ref: "k3s-io/k3s#7332", kind: "related" },
    { ref: "https://docs.k3s.io/cli/server", kind: "documentation" },
  ],
  tags: ["network", "k3s", "apiservice"],
  reportedOn: "K3s v1.23.6+k3s1 and earlier with --disable-agent",
  platforms: [{ distribution: "k3d", version: "1.31.6", fidelity: "same mechanism" }],
  corrections: [
    "Since k3s-io/k3s#5577 it is the egress selector's mode that decides, not the missing agent alone: `agent` is the default, and `pod` or `cluster` send the request through the tunnel of the pod's own node.",
  ],
  healthy: ({ version }) =>
    withK3s(healthyStand({ cluster: { distribution: "k3d", version, workers: 1 } }), {
      serverIsNode: false,
      egressSelectorMode: "pod",
    }),
  fault: {
    summary: "--egress-selector-mode=agent (the default) on a server with --disable-agent",
    edit: (spec) => withK3s(spec, { egressSelectorMode: "agent" }),
    allowedChanges: [SERVER],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [
      TOP_FAILS,
      // K3s sets --enable-aggregator-routing, so that the address is the pod's; older ones name the Service's.
      failedDiscoveryCheck(new RegExp(String.raw`https:\/\/${K3S_DIALLED}\/apis\/metrics\.k8s\.io`)),
      SERVER_IS_NO_NODE,
    ],
    withinSeconds: 180,
    persists: { seconds: 30 },
    staysNormal: [NODES_LISTED, deploymentAvailable(10)],
  },
  fixes: [
    {
      id: "mode-pod",
      title: "--egress-selector-mode=pod",
      edit: (spec) => withK3s(spec, { egressSelectorMode: "pod" }),
      allowedChanges: [SERVER],
      claim: {
        outcome: "heals",
        by: "brandond (maintainer) in k3s-io/k3s#5577",
        quote: "The apiserver uses agent tunnels to communicate with nodes and service endpoints",
      },
      expect: {
        outcome: "heals",
        why: "the tunnel of the agent whose pod CIDR holds the address leads to the pod",
      },
      withinSeconds: HEALS,
    },
    {
      id: "mode-cluster",
      title: "--egress-selector-mode=cluster",
      edit: (spec) => withK3s(spec, { egressSelectorMode: "cluster" }),
      allowedChanges: [SERVER],
      claim: {
        outcome: "heals",
        by: "brandond (maintainer) in k3s-io/k3s#5577",
        quote: "The apiserver uses agent tunnels to communicate with nodes and service endpoints",
      },
      expect: { outcome: "heals", why: "as with `pod`, by watching pods instead of nodes" },
      withinSeconds: HEALS,
    },
    {
      id: "server-is-a-node",
      title: "Leave the server's agent enabled",
      edit: (spec) => withK3s(spec, { serverIsNode: true }),
      allowedChanges: [SERVER],
      claim: {
        outcome: "heals",
        by: "erikwilson in k3s-io/k3s#442",
        quote: "it is expected that a server and agent will be run on the same node for network to be setup",
      },
      expect: { outcome: "heals", why: "the server gets kube-proxy and flannel, and dials the pod itself" },
      withinSeconds: HEALS,
    },
    {
      id: "mode-disabled",
      title: "--egress-selector-mode=disabled",
      edit: (spec) => withK3s(spec, { egressSelectorMode: "disabled" }),
      allowedChanges: [SERVER],
      claim: {
        outcome: "no effect",
        by: "brandond (maintainer) in k3s-io/k3s#5577",
        quote: "This mode requires that servers run agents",
      },
      expect: {
        outcome: "no effect",
        why: "without tunnels and without a network of its own there is no way",
      },
      control: true,
      withinSeconds: 90,
    },
  ],
});
