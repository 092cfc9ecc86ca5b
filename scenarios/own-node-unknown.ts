import { defineScenario } from "../harness/scenario/define.ts";
import type { CommandSignature } from "../harness/scenario/types.ts";
import {
  ARGS,
  CONTAINER_PORTS,
  HOST_NETWORK,
  NODE_SELECTOR,
  whole,
} from "../harness/scenario/words/allowed-changes.ts";
import { INSECURE_TLS_AND_INTERNAL_IP, openKubeletPort } from "../harness/scenario/words/fixes.ts";
import { deploymentAvailable, logged } from "../harness/scenario/words/signs.ts";
import { OWN_NODE } from "../harness/scenario/words/stand-names.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withDeployment, withNodeRule, withSecurePort } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

const RULE = "drop-pods-at-kubelet-port";

/** `kubectl top nodes` says so beside the other nodes' figures, and ends with exit code 0. */
function unknown(node: string): CommandSignature {
  return {
    kind: "command",
    on: { kind: "top-nodes" },
    exit: 0,
    text: [new RegExp(String.raw`-${node}\s+<unknown>\s+<unknown>\s+<unknown>\s+<unknown>`)],
  };
}

export default defineScenario({
  id: "own-node-unknown",
  mode: "F9",
  title: "kubectl top works but for one row: metrics-server does not reach the kubelet of its own node",
  sources: [
    {
      ref: "kubernetes-sigs/metrics-server#1111",
      kind: "report",
      quote: "then it is reporting metrics for all nodes except itself",
    },
    { ref: "jwbron/egg#2907", kind: "report" },
    { ref: "kubernetes-sigs/metrics-server#165", kind: "related" },
    { ref: "kubernetes-sigs/metrics-server#184", kind: "related" },
    { ref: "kubernetes-sigs/kubespray#9444", kind: "related" },
    {
      ref: "https://github.com/kubernetes-sigs/metrics-server/blob/v0.7.2/KNOWN_ISSUES.md#kubelet-doesnt-report-metrics-for-all-or-subset-of-nodes",
      kind: "documentation",
    },
  ],
  tags: ["kubelet", "network", "firewall"],
  reportedOn: "kubespray 2.20; K3s with Cilium and metrics-server v0.8.1",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand({ cluster: { workers: 2 }, deployment: { node: "worker" } }),
  fault: {
    summary: "every node drops what comes from a pod's address to tcp/10250",
    // What a pod sends to another node comes from its own node's address, because the CNI masquerades it.
    edit: (spec) =>
      withNodeRule(spec, {
        name: RULE,
        node: "all",
        table: "filter",
        chain: "INPUT",
        match: ["-s", "10.244.0.0/16", "-p", "tcp", "--dport", "10250"],
        target: ["DROP"],
      }),
    allowedChanges: [whole("NodeRule")],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [
      unknown("worker"),
      { kind: "apiservice", status: "True", reason: ["Passed"] },
      logged(new RegExp(`"Failed to scrape node, timeout to access kubelet" .*node="${OWN_NODE}"`)),
    ],
    recovery: [{ kind: "command", on: { kind: "top-nodes" }, exit: 0, text: [/^NAME(?![\s\S]*<unknown>)/] }],
    unhealed: [unknown("worker2?")],
    withinSeconds: 90,
    persists: { seconds: POD.persists },
    staysNormal: [deploymentAvailable(10), { kind: "top-pods" }],
  },
  fixes: [
    openKubeletPort(RULE),
    {
      id: "host-network",
      title: "hostNetwork: true, with a port of its own",
      edit: (spec) => withDeployment(withSecurePort(spec, 4443), { hostNetwork: true }),
      allowedChanges: [ARGS, CONTAINER_PORTS, HOST_NETWORK],
      claim: { outcome: "heals", by: "jwbron/egg#2907 and kubernetes-sigs/kubespray#9444, which do so" },
      expect: { outcome: "heals", why: "what comes from the node's own address no rule about pods drops" },
      withinSeconds: POD.heals,
    },
    {
      id: "move-the-pod",
      title: "Run metrics-server on the other worker",
      edit: (spec) => withDeployment(spec, { node: "worker2" }),
      allowedChanges: [NODE_SELECTOR],
      claim: {
        outcome: "no effect",
        by: "ausias-armesto in kubernetes-sigs/metrics-server#1111, who tried it",
        quote:
          "If I delete the pod, and force it to be scheduled in other control plane node whose metrics were initially working, then the scheduled node stops reporting metrics",
      },
      expect: { outcome: "no effect", why: "the hole moves along: it is wherever the pod is" },
      control: true,
      withinSeconds: POD.watch,
    },
    {
      ...INSECURE_TLS_AND_INTERNAL_IP,
      expect: { outcome: "no effect", why: "the address was right and no certificate was seen" },
      withinSeconds: POD.watch,
    },
  ],
});
