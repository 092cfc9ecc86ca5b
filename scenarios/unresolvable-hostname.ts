import { defineScenario } from "../harness/scenario/define.ts";
import { ARGS, COREFILE, HOST_NETWORK, POD_ANNOTATIONS } from "../harness/scenario/words/allowed-changes.ts";
import { podNotReady } from "../harness/scenario/words/symptoms.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withArgs, withDeployment, withDns } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

export default defineScenario({
  id: "unresolvable-hostname",
  mode: "F2",
  title: "metrics-server prefers the nodes' host names, which the cluster DNS does not know",
  sources: [
    {
      ref: "kubernetes-sigs/metrics-server#131",
      kind: "report",
      quote: "dial tcp: lookup <hostname> on 10.96.0.10:53: no such host",
    },
    { ref: "kubernetes-sigs/metrics-server#229", kind: "report" },
    { ref: "kubernetes/kops#14708", kind: "report" },
    { ref: "kubesphere/ks-installer#1013", kind: "report" },
    { ref: "gardener/gardener#2455", kind: "related" },
    { ref: "kubernetes-sigs/metrics-server#999", kind: "related" },
  ],
  tags: ["kubelet", "dns", "pod"],
  reportedOn:
    "metrics-server v0.3 to v0.6 on kubeadm, AWS, OpenStack and GCP, whose default once was Hostname first",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "Stock kind does not reproduce it: CoreDNS forwards to Docker's resolver, which knows the nodes' names. Here CoreDNS answers NXDOMAIN, as the reporters' did.",
  ],
  healthy: () => healthyStand({ dns: { unknownNames: "nxdomain" } }),
  fault: {
    summary: "--kubelet-preferred-address-types=Hostname",
    edit: (spec) => withArgs(spec, { "kubelet-preferred-address-types": "Hostname" }),
    allowedChanges: [ARGS],
  },
  symptom: podNotReady(/dial tcp: lookup \S+ on \S+:53: no such host/),
  fixes: [
    {
      id: "internal-ip-first",
      title: "Prefer InternalIP",
      edit: (spec) =>
        withArgs(spec, {
          "kubelet-preferred-address-types": "InternalIP,Hostname,InternalDNS,ExternalDNS,ExternalIP",
        }),
      allowedChanges: [ARGS],
      claim: {
        outcome: "heals",
        by: "MIBc in kubernetes-sigs/metrics-server#131",
        quote:
          "you can try --kubelet-preferred-address-types InternalIP,Hostname,InternalDNS,ExternalDNS,ExternalIP",
      },
      expect: { outcome: "heals", why: "the first address a node has is now one that needs no DNS" },
      withinSeconds: POD.heals,
    },
    {
      id: "names-resolve",
      title: "Make the cluster DNS resolve the nodes' names",
      edit: (spec) => withDns(spec, { unknownNames: "forward" }),
      allowedChanges: [COREFILE, POD_ANNOTATIONS],
      claim: {
        outcome: "heals",
        by: "cbluth in kubernetes-sigs/metrics-server#170",
        quote:
          "your server is trying to dial this hostname `ip-10-240-52-17`, and it cant find the dns record.",
      },
      expect: { outcome: "heals", why: "CoreDNS now asks the node's resolver, which knows the nodes' names" },
      withinSeconds: POD.heals,
    },
    {
      id: "host-network",
      title: "hostNetwork: true, as often advised together with the address types",
      edit: (spec) => withDeployment(spec, { hostNetwork: true }),
      allowedChanges: [HOST_NETWORK],
      claim: {
        outcome: "heals",
        by: "Massil0305 in kubernetes-sigs/metrics-server#386",
        quote: "hostNetwork: true needs to be set to get metrics",
      },
      expect: {
        outcome: "no effect",
        why: "since v0.7.0 the manifest serves on 10250, which on the host network is the kubelet's: the pod cannot start",
      },
      control: true,
      withinSeconds: POD.watch,
    },
  ],
});
