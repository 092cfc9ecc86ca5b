import { defineScenario } from "../harness/scenario/define.ts";
import { POD_ANNOTATIONS, whole } from "../harness/scenario/words/allowed-changes.ts";
import { INSECURE_TLS_AND_INTERNAL_IP, openKubeletPort } from "../harness/scenario/words/fixes.ts";
import { podNotReady } from "../harness/scenario/words/symptoms.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { restart, withNodeRule } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

const RULE = "reject-kubelet-port";

export default defineScenario({
  id: "kubelet-port-rejected",
  mode: "F9",
  title: "A firewall on the node rejects what pods send to the kubelet",
  sources: [
    {
      ref: "rancher-archives/rke#3556",
      kind: "report",
      quote: "dial tcp 192.168.137.42:10250: connect: no route to host",
    },
    { ref: "k0sproject/k0s#4016", kind: "report" },
    { ref: "kubernetes-sigs/metrics-server#70", kind: "related" },
  ],
  tags: ["kubelet", "network", "firewall", "pod"],
  reportedOn: "RKE, and k0s on Rocky Linux 9 with its default firewall",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "`no route to host` is not about routes: it is how a firewall's icmp-host-prohibited shows.",
    "A connection that metrics-server has open shows a timeout first and the reported text after up to a minute only; the fault restarts the pod, as at an installation.",
  ],
  healthy: () => healthyStand(),
  fault: {
    summary: "iptables REJECT with icmp-host-prohibited for tcp/10250, except on loopback; the pod restarted",
    edit: (spec) =>
      withNodeRule(restart(spec, "fault"), {
        name: RULE,
        node: "all",
        table: "filter",
        chain: "INPUT",
        match: ["!", "-i", "lo", "-p", "tcp", "--dport", "10250"],
        target: ["REJECT", "--reject-with", "icmp-host-prohibited"],
      }),
    again: (spec) => restart(spec, "again"),
    allowedChanges: [whole("NodeRule"), POD_ANNOTATIONS],
  },
  symptom: podNotReady(/dial tcp \S+:10250: connect: no route to host/),
  fixes: [
    openKubeletPort(RULE),
    {
      ...INSECURE_TLS_AND_INTERNAL_IP,
      expect: { outcome: "no effect", why: "the address was right and the certificate never seen" },
      withinSeconds: POD.watch,
    },
  ],
});
