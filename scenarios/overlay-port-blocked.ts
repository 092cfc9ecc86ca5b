import { defineScenario } from "../harness/scenario/define.ts";
import { whole } from "../harness/scenario/words/allowed-changes.ts";
import {
  AWAY_FROM_THE_POD,
  flaps,
  OPEN_OVERLAY_PORT,
  OVERLAY_CUT,
  REPLICAS_LOCAL_TRAFFIC,
} from "../harness/scenario/words/overlay.ts";
import { rawFails, TOP_FAILS } from "../harness/scenario/words/signs.ts";
import { SERVICE_DIALLED } from "../harness/scenario/words/stand-names.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withArrivingUdp } from "../stacks/edits/overlay.ts";
import { healthyOverlay } from "../stacks/healthy/overlay.ts";

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
  healthy: () => healthyOverlay(),
  fault: OVERLAY_CUT,
  symptom: {
    ...AWAY_FROM_THE_POD,
    signatures: [
      TOP_FAILS,
      rawFails(new RegExp(String.raw`dial tcp ${SERVICE_DIALLED}: i\/o timeout`)),
      flaps(new RegExp(String.raw`https:\/\/${SERVICE_DIALLED}\/apis\/metrics\.k8s\.io\/v1beta1`)),
    ],
    alike: [
      {
        scenario: "flannel-public-ip-shared",
        why: "either way every VXLAN packet is lost, and `kubectl top`, the metrics API and its condition fail in the same words; what differs is not how it fails but what the nodes announce (their annotation flannel.alpha.coreos.com/public-ip), which nobody looks at",
      },
    ],
  },
  fixes: [
    {
      ...OPEN_OVERLAY_PORT,
      claim: { outcome: "heals", by: "brandond (maintainer) in rancher/rke2#6307" },
      expect: { outcome: "heals", why: "packets to the pod reach its node" },
    },
    {
      ...REPLICAS_LOCAL_TRAFFIC,
      claim: { outcome: "heals", by: "what follows from the symptom: each server would ask its own pod" },
      expect: { outcome: "heals", why: "kube-proxy sends each server to the pod on its own node" },
      withinSeconds: POD.heals,
    },
    {
      id: "open-4789",
      title: "Open udp/4789, the port of Calico and of VXLAN's standard",
      edit: (spec) => withArrivingUdp(spec, { name: "open-4789", port: 4789, target: "ACCEPT" }),
      allowedChanges: [whole("NodeRule")],
      claim: { outcome: "heals", by: "port lists for another CNI, e.g. Calico's in RKE2's requirements" },
      expect: { outcome: "no effect", why: "flannel on Linux sends to 8472" },
      control: true,
      withinSeconds: 25,
    },
  ],
});
