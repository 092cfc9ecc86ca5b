import { defineScenario } from "../harness/scenario/define.ts";
import { ARGS, KUBELET, whole } from "../harness/scenario/words/allowed-changes.ts";
import { podNotReady } from "../harness/scenario/words/symptoms.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withKubelet, withNodeFiles } from "../stacks/edits/cluster.ts";
import { withArgs, withoutArg } from "../stacks/edits/metrics-server.ts";
import { EXPIRED_CERTIFICATE, EXPIRED_CERTIFICATE_FILES } from "../stacks/expired-certificate.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";
import type { StandSpec } from "../stacks/spec.ts";

const SERVING = ["--field-selector=spec.signerName=kubernetes.io/kubelet-serving"];

/** Without these the kubelet signs a certificate itself, or asks for one. */
const NO_FILES = { tlsCertFile: "", tlsPrivateKeyFile: "" } as const;

const RENEW = {
  name: "certs-renew",
  node: "control-plane",
  files: {
    "certs-renew.service": `[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/bin/kubeadm certs renew all
`,
  },
  start: "certs-renew.service",
} as const;

function withRenewal(spec: StandSpec): StandSpec {
  return { ...spec, nodeUnits: [...(spec.nodeUnits ?? []), RENEW] };
}

export default defineScenario({
  id: "kubelet-certificate-expired",
  mode: "F1",
  title: "A year has passed, and the certificate that the kubelet serves with has expired",
  sources: [
    {
      ref: "kubernetes/kubeadm#2186",
      kind: "report",
      quote: "/var/lib/kubelet/pki/kubelet.crt not renewed with `kubeadm alpha certs renew all`",
    },
    { ref: "kubernetes/kubernetes#62533", kind: "report" },
    { ref: "canonical/microk8s#2489", kind: "report" },
    { ref: "kubernetes-sigs/metrics-server#1059", kind: "related" },
    { ref: "kubernetes-sigs/metrics-server#314", kind: "related" },
  ],
  tags: ["kubelet", "tls", "certificate"],
  reportedOn: "kubeadm and microk8s clusters a year after their installation",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "With --kubelet-insecure-tls nobody notices: each of these cells begins with the expired certificate, and `kubectl top` works.",
    "A new certificate that the kubelet signs itself, which is the usual advice, only swaps the error: `doesn't contain any IP SANs` comes next. Who was content with such a one did not have it checked, and would not have seen it expire.",
  ],
  // What is not checked may be as old as it likes.
  healthy: () => withKubelet(withNodeFiles(healthyStand(), EXPIRED_CERTIFICATE_FILES), EXPIRED_CERTIFICATE),
  fault: {
    summary:
      "the kubelet serves a certificate of 2020, and metrics-server checks it: no --kubelet-insecure-tls",
    edit: (spec) => withoutArg(spec, "kubelet-insecure-tls"),
    allowedChanges: [ARGS],
    undo: [
      {
        kubectl: ["delete", "certificatesigningrequest", ...SERVING],
        why: "requests of kubelets that have been started anew since",
      },
    ],
  },
  symptom: podNotReady(/x509: certificate has expired or is not yet valid/),
  fixes: [
    {
      id: "insecure-tls",
      title: "Add --kubelet-insecure-tls",
      edit: (spec) => withArgs(spec, { "kubelet-insecure-tls": true }),
      allowedChanges: [ARGS],
      claim: { outcome: "heals", by: "popular advice for every x509 error" },
      expect: { outcome: "heals", why: "the certificate is no longer checked" },
      withinSeconds: POD.heals,
    },
    {
      id: "serving-certs-from-the-cluster-ca",
      title: "serverTLSBootstrap: true in place of the file, then approve the kubelet's request",
      edit: (spec) => withKubelet(spec, { ...NO_FILES, serverTLSBootstrap: true }),
      allowedChanges: [KUBELET],
      act: [
        {
          kubectl: ["certificate", "approve"],
          namesFrom: ["get", "csr", ...SERVING, "-o", "jsonpath={.items[*].metadata.name}"],
          why: "kube-controller-manager's signer never approves kubelet serving certificates by itself",
          until: { output: /approved/, withinSeconds: 60 },
        },
      ],
      claim: {
        outcome: "heals",
        by: "blepoutr in kubernetes/kubeadm#2186",
        quote:
          "I solved my issue, by forcing kubelet not to use selfsigned certificate as Serving Certificate",
      },
      expect: {
        outcome: "heals",
        why: "the cluster's CA, which metrics-server trusts, signs it, and the kubelet has it renewed in time",
      },
      withinSeconds: 120,
    },
    {
      id: "new-self-signed",
      title: "A new certificate that the kubelet signs itself: kubelet.crt deleted, the kubelet restarted",
      edit: (spec) => withKubelet(spec, NO_FILES),
      allowedChanges: [KUBELET],
      claim: { outcome: "heals", by: "liggitt (maintainer) in kubernetes/kubernetes#62533" },
      expect: {
        outcome: "no effect",
        why: "it has not expired, and is refused for the next reason: nobody trusts it, nor does it name an IP address",
      },
      control: true,
      withinSeconds: POD.watch,
    },
    {
      id: "kubeadm-certs-renew",
      title: "kubeadm certs renew all",
      edit: withRenewal,
      allowedChanges: [whole("NodeUnit")],
      claim: {
        outcome: "no effect",
        by: "kubernetes/kubeadm#2186, whose title says so",
        quote: "/var/lib/kubelet/pki/kubelet.crt not renewed with `kubeadm alpha certs renew all`",
      },
      expect: {
        outcome: "no effect",
        why: "kubeadm renews what it made, and the kubelet's certificate is the kubelet's",
      },
      control: true,
      withinSeconds: POD.watch,
    },
  ],
});
