import { defineScenario } from "../harness/scenario/define.ts";
import { ARGS, whole } from "../harness/scenario/words/allowed-changes.ts";
import { openKubeletPort } from "../harness/scenario/words/fixes.ts";
import { podNotReady } from "../harness/scenario/words/symptoms.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withArgs, withNodeRule } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

const RULE = "drop-kubelet-port";

export default defineScenario({
  id: "kubelet-port-dropped",
  mode: "F9",
  title: "A firewall on the node drops what pods send to the kubelet",
  sources: [
    {
      ref: "canonical/k8s-snap#1472",
      kind: "report",
      quote: '"Failed to scrape node, timeout to access kubelet"',
    },
    {
      ref: "kubernetes-sigs/metrics-server#1422",
      kind: "related",
      quote: "Please check whether the firewall blocks access to the kubelet 10250 port",
    },
    {
      ref: "https://github.com/kubernetes-sigs/metrics-server/blob/v0.7.2/KNOWN_ISSUES.md#network-problem-when-connecting-with-kubelet",
      kind: "documentation",
      quote: "The reason may be in closed ports for incoming connections",
    },
  ],
  tags: ["kubelet", "network", "firewall"],
  reportedOn: "metrics-server v0.6 and v0.7 behind host firewalls and security groups",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand(),
  fault: {
    summary: "iptables DROP for tcp/10250, except on the loopback interface",
    edit: (spec) =>
      withNodeRule(spec, {
        name: RULE,
        node: "all",
        table: "filter",
        chain: "INPUT",
        match: ["!", "-i", "lo", "-p", "tcp", "--dport", "10250"],
        target: ["DROP"],
      }),
    allowedChanges: [whole("NodeRule")],
  },
  symptom: { ...podNotReady(/timeout to access kubelet/), withinSeconds: 90 },
  fixes: [
    openKubeletPort(RULE),
    {
      id: "longer-timeout",
      title: "--kubelet-request-timeout=13s, the most that 15 s allow",
      edit: (spec) => withArgs(spec, { "kubelet-request-timeout": "13s" }),
      allowedChanges: [ARGS],
      claim: {
        outcome: "no effect",
        by: "serathius (maintainer) in kubernetes-sigs/metrics-server#1057, of advice that was proposed there",
        quote: "Increasing the timeout will not help.",
      },
      expect: { outcome: "no effect", why: "a dropped packet is not a late one" },
      control: true,
      withinSeconds: POD.watch,
    },
  ],
});
