import { defineScenario } from "../harness/scenario/define.ts";
import { ARGS, KUBELET } from "../harness/scenario/words/allowed-changes.ts";
import { podNotReady } from "../harness/scenario/words/symptoms.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withKubelet } from "../stacks/edits/cluster.ts";
import { withArgs, withoutArg } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

const KUBELET_SERVING = ["--field-selector=spec.signerName=kubernetes.io/kubelet-serving"];

export default defineScenario({
  id: "kubelet-serving-cert-without-sans",
  mode: "F1",
  title: "The kubelets' self-signed serving certificates name no IP address",
  sources: [
    {
      ref: "kubernetes-sigs/metrics-server#196",
      kind: "report",
      quote: "x509: cannot validate certificate for 172.16.52.132 because it doesn't contain any IP SANs",
    },
    {
      ref: "kubernetes-sigs/metrics-server#1025",
      kind: "report",
      quote: "No, we will never support insecure configuration by default.",
    },
    { ref: "kubernetes-sigs/metrics-server#1588", kind: "report" },
    { ref: "kubernetes/kubeadm#2028", kind: "report" },
    { ref: "kubernetes/kubeadm#1602", kind: "related" },
    {
      ref: "https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/#kubelet-serving-certs",
      kind: "documentation",
    },
  ],
  tags: ["kubelet", "tls", "pod"],
  reportedOn: "metrics-server v0.2.1 to v0.7 on kubeadm, minikube, Linode, Talos and hand-made clusters",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand(),
  fault: {
    summary: "metrics-server's manifest as released: no --kubelet-insecure-tls",
    edit: (spec) => withoutArg(spec, "kubelet-insecure-tls"),
    allowedChanges: [ARGS],
  },
  symptom: podNotReady(/x509: cannot validate certificate for \S+ because it doesn't contain any IP SANs/),
  fixes: [
    {
      id: "insecure-tls",
      title: "Add --kubelet-insecure-tls",
      edit: (spec) => withArgs(spec, { "kubelet-insecure-tls": true }),
      allowedChanges: [ARGS],
      claim: {
        outcome: "heals",
        by: "serathius (maintainer) in kubernetes-sigs/metrics-server#1025",
        quote: "Please use `--kubelet-insecure-tls` to disable certificate validation.",
      },
      expect: { outcome: "heals", why: "metrics-server no longer checks the kubelets' certificates" },
      withinSeconds: POD.heals,
    },
    {
      id: "serving-certs-from-the-cluster-ca",
      title: "serverTLSBootstrap: true in the KubeletConfiguration, then approve the kubelets' requests",
      edit: (spec) => withKubelet(spec, { serverTLSBootstrap: true }),
      allowedChanges: [KUBELET],
      act: [
        {
          kubectl: ["certificate", "approve"],
          namesFrom: ["get", "csr", ...KUBELET_SERVING, "-o", "jsonpath={.items[*].metadata.name}"],
          why: "kube-controller-manager's signer never approves kubelet serving certificates by itself",
          until: { output: /approved/, withinSeconds: 60 },
        },
      ],
      claim: {
        outcome: "heals",
        by: "hegerdes in kubernetes/kubeadm#1223, and the kubeadm documentation",
        quote:
          "Setting `serverTLSBootstrap: true` and manually approving the csr seems like the way to go for now.",
      },
      expect: {
        outcome: "heals",
        why: "the cluster CA, which metrics-server trusts, signs certificates that name the node's IP address",
      },
      withinSeconds: 120,
    },
    {
      id: "internal-ip-only",
      title: "Only set --kubelet-preferred-address-types=InternalIP",
      edit: (spec) => withArgs(spec, { "kubelet-preferred-address-types": "InternalIP" }),
      allowedChanges: [ARGS],
      claim: {
        outcome: "no effect",
        by: "logan2211 in kubernetes/kubeadm#2028, who tried it",
        quote:
          "I installed metrics-server, modifying the deployment args to include `--kubelet-preferred-address-types=InternalIP`.",
      },
      expect: {
        outcome: "no effect",
        why: "the address was an IP address before; the certificate still names none",
      },
      control: true,
      withinSeconds: POD.watch,
    },
  ],
});
