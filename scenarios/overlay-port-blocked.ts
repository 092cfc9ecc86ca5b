import { defineScenario } from "../harness/scenario/define.ts";
import { API_SERVICE_READS_AVAILABLE, NODES_LISTED, rawFails, TOP_FAILS } from "../harness/scenario/signs.ts";
import {
  AFFINITY,
  NODE_SELECTOR,
  POD_ANNOTATIONS,
  REPLICAS,
  SERVICE_TRAFFIC_POLICY,
  whole,
} from "../harness/scenario/touches.ts";
import { APISERVICE, POD } from "../harness/scenario/waits.ts";
import {
  restart,
  withNodeRule,
  withoutNodeRule,
  withReplicaOnEachOfThree,
  withService,
} from "../stacks/edits.ts";
import { healthyStand } from "../stacks/healthy.ts";

const RULE = "drop-vxlan";

export default defineScenario({
  id: "overlay-port-blocked",
  mode: "F8",
  title: "VXLAN between the servers is blocked, and the error names the Service's address",
  sources: [
    {
      ref: "rancher/rke2#6307",
      kind: "report",
      quote: "This indicates that VXLAN CNI traffic between nodes is being dropped",
    },
    {
      ref: "rancher/rke2#7932",
      kind: "related",
      quote: "is the most common cause of dropped packets on VMware",
    },
    { ref: "flannel-io/flannel#1279", kind: "related" },
    { ref: "k3s-io/k3s#5013", kind: "related" },
    { ref: "rancher/rke2#8429", kind: "related" },
  ],
  tags: ["network", "overlay", "firewall", "servers"],
  reportedOn: "RKE2 and K3s with several servers, on firewalled hosts and on VMware",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "Which address the error names says nothing of the cause: without aggregator routing it is the Service's, and the packet is dropped on the same way to the pod.",
  ],
  healthy: () =>
    healthyStand({
      cluster: { servers: 3, podNetwork: "flannel-vxlan" },
      deployment: { node: "control-plane" },
    }),
  fault: {
    summary: "udp/8472 (VXLAN) dropped on every node, then a new pod",
    // Connections that live would hang until HTTP/2 gives them up after 45 s; a new pod has none.
    edit: (spec) =>
      restart(
        withNodeRule(spec, {
          name: RULE,
          node: "all",
          table: "filter",
          chain: "INPUT",
          match: ["-p", "udp", "--dport", "8472"],
          target: ["DROP"],
        }),
        "overlay-cut",
      ),
    touches: [whole("NodeRule"), POD_ANNOTATIONS],
  },
  symptom: {
    command: "kubectl top nodes",
    vantage: "away from the pod",
    patienceSeconds: 40,
    signatures: [
      TOP_FAILS,
      rawFails(/dial tcp 10\.96\.\d+\.\d+:443: i\/o timeout/),
      {
        kind: "apiservice",
        status: "False",
        reason: ["FailedDiscoveryCheck"],
        message: [/https:\/\/10\.96\.\d+\.\d+:443\/apis\/metrics\.k8s\.io\/v1beta1/],
        overwritten: 2,
      },
    ],
    withinSeconds: 150,
    persists: { seconds: APISERVICE.persists },
    staysNormal: [NODES_LISTED, API_SERVICE_READS_AVAILABLE],
  },
  fixes: [
    {
      id: "open-the-port",
      title: "Let udp/8472 through again",
      edit: (spec) => withoutNodeRule(spec, RULE),
      touches: [whole("NodeRule")],
      claim: { outcome: "heals", by: "brandond (maintainer) in rancher/rke2#6307" },
      expect: { outcome: "heals", why: "packets to the pod reach its node" },
      withinSeconds: POD.heals,
    },
    {
      id: "replicas-local-traffic",
      title: "A replica on each server and internalTrafficPolicy: Local",
      edit: (spec) => withService(withReplicaOnEachOfThree(spec), { internalTrafficPolicy: "Local" }),
      touches: [REPLICAS, AFFINITY, NODE_SELECTOR, SERVICE_TRAFFIC_POLICY],
      claim: { outcome: "heals", by: "what follows from the symptom: each server would ask its own pod" },
      expect: { outcome: "heals", why: "kube-proxy sends each server to the pod on its own node" },
      withinSeconds: POD.heals,
    },
    {
      id: "open-4789",
      title: "Open udp/4789, the port of Calico and of VXLAN's standard",
      edit: (spec) =>
        withNodeRule(spec, {
          name: "open-4789",
          node: "all",
          table: "filter",
          chain: "INPUT",
          match: ["-p", "udp", "--dport", "4789"],
          target: ["ACCEPT"],
        }),
      touches: [whole("NodeRule")],
      claim: { outcome: "heals", by: "port lists for another CNI, e.g. Calico's in RKE2's requirements" },
      expect: { outcome: "no effect", why: "flannel on Linux sends to 8472" },
      control: true,
      withinSeconds: 25,
    },
  ],
});
