import { defineScenario } from "../harness/scenario/define.ts";
import {
  ARGS,
  CONTAINER_PORTS,
  HOST_NETWORK,
  NODE_SELECTOR,
} from "../harness/scenario/words/allowed-changes.ts";
import { INSECURE_TLS_AND_INTERNAL_IP } from "../harness/scenario/words/fixes.ts";
import {
  AWAY_FROM_THE_POD,
  flaps,
  OPEN_OVERLAY_PORT,
  OVERLAY_CUT,
  REPLICA_ON_EACH,
  REPLICAS_LOCAL_TRAFFIC,
} from "../harness/scenario/words/overlay.ts";
import { rawFails, TOP_FAILS } from "../harness/scenario/words/signs.ts";
import { POD_DIALLED } from "../harness/scenario/words/stand-names.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withDeployment, withReplicaOnEachOfThree, withSecurePort } from "../stacks/edits/metrics-server.ts";
import { healthyOverlay } from "../stacks/healthy/overlay.ts";

export default defineScenario({
  id: "rke2-overlay-cut",
  mode: "F8",
  title: "Only the server that hosts metrics-server answers kubectl top",
  sources: [
    {
      ref: "rancher/rke2#8429",
      kind: "report",
      quote:
        'level=error msg="Sending HTTP/1.1 502 response to 127.0.0.1:39992: dial tcp 10.42.119.20:10250: connect: connection timed out"',
    },
    { ref: "rancher/rke2#8317", kind: "related", quote: "10.42.0.9:10250: connect: connection timed out" },
    {
      ref: "rancher/rke2#5742",
      kind: "related",
      quote: "only every third request was answered via the load balancer",
    },
    { ref: "rancher/rke2#5848", kind: "related", quote: "error: Metrics API not available" },
    {
      ref: "rancher/rke2#6307",
      kind: "related",
      quote: "This indicates that VXLAN CNI traffic between nodes is being dropped",
    },
    { ref: "https://docs.rke2.io/install/requirements#networking", kind: "documentation" },
  ],
  tags: ["network", "overlay", "firewall", "servers", "first-reports"],
  reportedOn: "RKE2 with three servers on Ubuntu; metrics-server v0.7.2 on one of them",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "The APIService does not stay False: the server with the pod writes True over the others' False within a fraction of a second, so that reading it says Available.",
    "--kubelet-insecure-tls and the address order concern how metrics-server reaches kubelets, which works: the pod is ready all along.",
    "Three replicas behind an ordinary Service are no fix: with aggregator routing each request goes to a random replica, two of three of them beyond the cut.",
    "internalTrafficPolicy: Local is one only without --enable-aggregator-routing, which RKE2 and K3s set: the aggregator picks a pod itself and does not read the policy.",
    "The 502 and its log line come from RKE2's egress proxy. kube-apiserver alone answers 503 with the same dial error after 30 s.",
  ],
  // As RKE2 runs it; the error then names the pod's address.
  healthy: () => healthyOverlay({ apiServerArgs: { "enable-aggregator-routing": "true" } }),
  fault: OVERLAY_CUT,
  symptom: {
    ...AWAY_FROM_THE_POD,
    signatures: [
      TOP_FAILS,
      rawFails(new RegExp(String.raw`dial tcp ${POD_DIALLED}: i\/o timeout`)),
      flaps(new RegExp(String.raw`https:\/\/${POD_DIALLED}\/apis\/metrics\.k8s\.io\/v1beta1`)),
    ],
  },
  fixes: [
    {
      ...OPEN_OVERLAY_PORT,
      claim: {
        outcome: "heals",
        by: "brandond (maintainer) in rancher/rke2#6307, and RKE2's list of required ports",
      },
      expect: { outcome: "heals", why: "the other servers reach the pod's address" },
    },
    {
      id: "host-network-own-port",
      title: "hostNetwork with --secure-port=4443: the kubelet has 10250",
      edit: (spec) => withDeployment(withSecurePort(spec, 4443), { hostNetwork: true }),
      allowedChanges: [ARGS, CONTAINER_PORTS, HOST_NETWORK],
      claim: {
        outcome: "heals",
        by: "the usual way around a broken pod network, with the port of kubernetes-sigs/metrics-server#1026",
      },
      expect: { outcome: "heals", why: "the pod's address is its node's, which needs no overlay" },
      withinSeconds: POD.heals,
    },
    {
      ...REPLICAS_LOCAL_TRAFFIC,
      claim: { outcome: "heals", by: "what follows from the report: each server would ask its own pod" },
      expect: {
        outcome: "no effect",
        why: "with aggregator routing kube-apiserver picks a random endpoint itself and never reads the Service's policy",
      },
      withinSeconds: 45,
    },
    {
      id: "three-replicas",
      title: "A replica on each server",
      edit: withReplicaOnEachOfThree,
      allowedChanges: REPLICA_ON_EACH,
      claim: { outcome: "heals", by: "metrics-server's high-availability manifest" },
      expect: { outcome: "no effect", why: "two of three requests go to a pod beyond the cut" },
      control: true,
      withinSeconds: 45,
    },
    {
      id: "restart-elsewhere",
      title: "Restart the pod on another server",
      edit: (spec) => withDeployment(spec, { node: "control-plane3" }),
      allowedChanges: [NODE_SELECTOR],
      claim: { outcome: "heals", by: "the retelling's advice to restart metrics-server" },
      expect: { outcome: "no effect", why: "it only moves which server works" },
      control: true,
      withinSeconds: 45,
    },
    {
      ...INSECURE_TLS_AND_INTERNAL_IP,
      claim: { outcome: "heals", by: "the retelling's step 4" },
      expect: { outcome: "no effect", why: "they concern kubelets, which metrics-server reaches" },
      withinSeconds: 45,
    },
  ],
});
