import { defineScenario } from "../harness/scenario/define.ts";
import { ARGS, CONTAINER_PORTS, HOST_NETWORK, KUBELET } from "../harness/scenario/words/allowed-changes.ts";
import { INSECURE_TLS_AND_INTERNAL_IP } from "../harness/scenario/words/fixes.ts";
import { kubectlLogsFail, NO_ENDPOINTS, NODES_LISTED, TOP_FAILS } from "../harness/scenario/words/signs.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withKubelet } from "../stacks/edits/cluster.ts";
import { withDeployment, withSecurePort } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

export default defineScenario({
  id: "kubelet-on-another-address",
  mode: "F26",
  title: "The kubelet listens on another address than the one its node is known by",
  sources: [
    {
      ref: "k3s-io/k3s#10749",
      kind: "report",
      quote: "dial tcp 172.20.32.116:10250: connect: connection refused",
    },
    { ref: "kubernetes-sigs/metrics-server#1834", kind: "report" },
    { ref: "k3s-io/k3s#10444", kind: "report" },
    {
      ref: "kubernetes-sigs/metrics-server#1852",
      kind: "related",
      quote: "No behavior change for the common case of a single InternalIP.",
    },
    { ref: "k3s-io/k3s#386", kind: "related" },
    { ref: "k3s-io/k3s#2489", kind: "related" },
    { ref: "kubernetes-sigs/metrics-server#1408", kind: "related" },
    { ref: "kubernetes/cloud-provider-openstack#407", kind: "related" },
  ],
  tags: ["kubelet", "network"],
  reportedOn: "K3s with bind-address set, v1.29.6 and v1.36.2",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "`connection refused` looks like a firewall that rejects; a kubelet that does not listen there gives the same, with nothing in between.",
  ],
  healthy: () => healthyStand(),
  fault: {
    summary: "address: 127.0.0.1 in the KubeletConfiguration, which stands for another interface",
    edit: (spec) => withKubelet(spec, { address: "127.0.0.1" }),
    allowedChanges: [KUBELET],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [
      TOP_FAILS,
      NO_ENDPOINTS,
      // metrics-server's own log says the same, and comes through the same kubelet.
      kubectlLogsFail(/dial tcp \S+:10250: connect: connection refused/),
      { kind: "command", on: NODES_LISTED, exit: 0, text: [/\sReady\s/] },
    ],
    withinSeconds: 75,
    persists: { seconds: POD.persists },
    staysNormal: [NODES_LISTED],
  },
  fixes: [
    {
      id: "all-addresses",
      title: "address: 0.0.0.0",
      edit: (spec) => withKubelet(spec, { address: "0.0.0.0" }),
      allowedChanges: [KUBELET],
      claim: {
        outcome: "heals",
        by: "erikwilson (maintainer) in k3s-io/k3s#386, of K3s' default since v0.5.0",
      },
      expect: { outcome: "heals", why: "the node's InternalIP is among the addresses it listens on" },
      withinSeconds: 120,
    },
    {
      id: "host-network",
      title: "hostNetwork: true for metrics-server, with a port of its own",
      edit: (spec) => withDeployment(withSecurePort(spec, 4443), { hostNetwork: true }),
      allowedChanges: [ARGS, CONTAINER_PORTS, HOST_NETWORK],
      claim: {
        outcome: "heals",
        by: "the usual cure where pods do not reach a kubelet, e.g. in kubernetes-sigs/kubespray#9444",
      },
      expect: {
        outcome: "no effect",
        why: "from the node itself, too, it is the InternalIP that is dialled, where nobody listens",
      },
      control: true,
      withinSeconds: POD.watch,
    },
    {
      ...INSECURE_TLS_AND_INTERNAL_IP,
      expect: { outcome: "no effect", why: "InternalIP is the very address on which nobody listens" },
      withinSeconds: POD.watch,
    },
  ],
});
