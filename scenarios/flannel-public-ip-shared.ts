import { defineScenario } from "../harness/scenario/define.ts";
import { FLANNEL_ARGS, POD_ANNOTATIONS, whole } from "../harness/scenario/words/allowed-changes.ts";
import { AWAY_FROM_THE_POD, flaps } from "../harness/scenario/words/overlay.ts";
import { rawFails, TOP_FAILS } from "../harness/scenario/words/signs.ts";
import { SERVICE_DIALLED } from "../harness/scenario/words/stand-names.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withFlannelArgs } from "../stacks/edits/cluster.ts";
import { restart } from "../stacks/edits/metrics-server.ts";
import { withVxlanAccepted } from "../stacks/edits/overlay.ts";
import { healthyOverlay } from "../stacks/healthy/overlay.ts";

export default defineScenario({
  id: "flannel-public-ip-shared",
  mode: "F17",
  title: "Every node announces the address of the wrong interface, so kubectl top works on one server only",
  sources: [
    {
      ref: "rancher/rke2#5742",
      kind: "report",
      quote: "only every third request was answered via the load balancer",
    },
    { ref: "k3s-io/k3s#6326", kind: "related" },
    { ref: "k3s-io/k3s#10749", kind: "related" },
    {
      ref: "https://github.com/flannel-io/flannel/blob/v0.26.7/Documentation/troubleshooting.md#vagrant",
      kind: "documentation",
      quote: "This leads to all hosts thinking they have the same public IP address.",
    },
  ],
  tags: ["network", "overlay", "address", "servers"],
  reportedOn: "RKE2 v1.29 with three servers of two interfaces each and node-ip set",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "No port is closed and no packet dropped on arrival: they are sent to an address that is not the other node's. Opening the firewall changes nothing.",
  ],
  healthy: () => healthyOverlay(),
  fault: {
    summary:
      "flanneld announces 10.0.2.15 on all nodes (VirtualBox gives every machine's first interface that address), then a new pod",
    // Without an interface flanneld looks for one that has the address, and ends. The new pod: see OVERLAY_CUT.
    edit: (spec) =>
      restart(withFlannelArgs(spec, { iface: "eth0", "public-ip": "10.0.2.15" }), "wrong-interface"),
    again: (spec) => restart(spec, "again"),
    allowedChanges: [FLANNEL_ARGS, POD_ANNOTATIONS],
  },
  symptom: {
    ...AWAY_FROM_THE_POD,
    signatures: [
      TOP_FAILS,
      rawFails(new RegExp(String.raw`dial tcp ${SERVICE_DIALLED}: (i\/o timeout|connect: no route to host)`)),
      flaps(),
    ],
  },
  fixes: [
    {
      id: "name-the-interface",
      title: "--iface=eth0 and its own address, that of the network the nodes share",
      edit: (spec) => withFlannelArgs(spec, { iface: "eth0" }),
      allowedChanges: [FLANNEL_ARGS],
      claim: {
        outcome: "heals",
        by: "flannel's troubleshooting guide",
        quote: "pass the `--iface=eth1` flag to flannel so that the second interface is chosen",
      },
      expect: { outcome: "heals", why: "each node announces the address the others reach it at" },
      withinSeconds: POD.heals,
    },
    {
      id: "open-the-port",
      title: "Accept udp/8472 before any other rule",
      edit: withVxlanAccepted,
      allowedChanges: [whole("NodeRule")],
      claim: { outcome: "heals", by: "the first answer to this symptom, e.g. in rancher/rke2#6307" },
      expect: { outcome: "no effect", why: "the packets go elsewhere" },
      control: true,
      withinSeconds: 25,
    },
  ],
});
