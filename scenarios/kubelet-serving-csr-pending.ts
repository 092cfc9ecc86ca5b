import { defineScenario } from "../harness/scenario/define.ts";
import { ARGS, KUBELET } from "../harness/scenario/words/allowed-changes.ts";
import { INSECURE_TLS_AND_INTERNAL_IP } from "../harness/scenario/words/fixes.ts";
import { kubectlLogsFail, NO_ENDPOINTS, NODES_LISTED, TOP_FAILS } from "../harness/scenario/words/signs.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withKubelet } from "../stacks/edits/cluster.ts";
import { withoutArg } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

const SERVING = ["--field-selector=spec.signerName=kubernetes.io/kubelet-serving"];

/** Once approved a certificate stays in the node for a year; here each start of the kubelet is the first of a new node. */
const AS_ON_A_NEW_NODE = {
  name: "no-serving-certificate-kept",
  node: "all",
  files: {
    "kubelet.service.d/50-no-serving-certificate-kept.conf": `[Service]
ExecStartPre=/bin/sh -c 'rm -f /var/lib/kubelet/pki/kubelet-server-*.pem'
`,
  },
};

export default defineScenario({
  id: "kubelet-serving-csr-pending",
  mode: "F24",
  title: "serverTLSBootstrap is on and nobody approves: the kubelet has no certificate to serve with",
  sources: [
    {
      ref: "kubernetes-sigs/metrics-server#1480",
      kind: "report",
      quote: "remote error: tls: internal error",
    },
    {
      ref: "devantler-tech/ksail#4322",
      kind: "report",
      quote: "All kubelet-serving CSRs (`kubernetes.io/kubelet-serving` signer) stay `Pending` indefinitely.",
    },
    { ref: "kubernetes-sigs/metrics-server#1571", kind: "report" },
    { ref: "awslabs/amazon-eks-ami#610", kind: "related" },
    { ref: "kubernetes/kubernetes#73356", kind: "related" },
    { ref: "eksctl-io/eksctl#1324", kind: "related" },
    { ref: "kubernetes-sigs/kubespray#10311", kind: "related" },
  ],
  tags: ["kubelet", "tls", "csr"],
  reportedOn: "EKS 1.29 with metrics-server's chart, nodes of Karpenter, Talos on Hetzner",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => ({ ...healthyStand(), nodeUnits: [AS_ON_A_NEW_NODE] }),
  fault: {
    summary: "serverTLSBootstrap: true in the KubeletConfiguration, the kubelet's request left pending",
    edit: (spec) => withKubelet(spec, { serverTLSBootstrap: true }),
    allowedChanges: [KUBELET],
    undo: [
      {
        kubectl: ["delete", "certificatesigningrequest", ...SERVING],
        why: "requests of kubelets that have been started anew since",
      },
    ],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [
      TOP_FAILS,
      NO_ENDPOINTS,
      // metrics-server's own log says the same, and comes through the same kubelet.
      kubectlLogsFail(/remote error: tls: internal error/),
      {
        kind: "command",
        on: { kind: "kubectl", args: ["get", "certificatesigningrequests"] },
        exit: 0,
        text: [/kubernetes\.io\/kubelet-serving\s.*\bPending\b/],
      },
    ],
    withinSeconds: 75,
    persists: { seconds: POD.persists },
    staysNormal: [NODES_LISTED],
  },
  fixes: [
    {
      id: "approve",
      title: "kubectl certificate approve",
      edit: (spec) => spec,
      allowedChanges: [],
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
        by: "devantler in devantler-tech/ksail#4322",
        quote:
          "Manually running `kubectl get csr -o name | xargs kubectl certificate approve` unblocks everything.",
      },
      expect: {
        outcome: "heals",
        why: "the kubelet takes the certificate up without a restart, and the next two scrapes are answered",
      },
      withinSeconds: POD.heals,
    },
    {
      id: "self-signed",
      title: "serverTLSBootstrap: false: a certificate that the kubelet signs itself",
      edit: (spec) => withKubelet(spec, { serverTLSBootstrap: false }),
      allowedChanges: [KUBELET],
      claim: { outcome: "heals", by: "faultline, to see that nothing else is wrong" },
      expect: {
        outcome: "heals",
        why: "there is a certificate again, and --kubelet-insecure-tls, which was there all along, accepts it",
      },
      withinSeconds: 120,
    },
    {
      ...INSECURE_TLS_AND_INTERNAL_IP,
      claim: {
        outcome: "no effect",
        by: "the reporter of kubernetes-sigs/metrics-server#1480, who had --kubelet-insecure-tls",
      },
      expect: {
        outcome: "no effect",
        why: "the flag leaves the server's certificate unchecked, and the server has none to begin with",
      },
      withinSeconds: POD.watch,
    },
    {
      id: "check-certificates",
      title: "Without --kubelet-insecure-tls, as the certificate to come will be of the cluster's CA",
      edit: (spec) => withoutArg(spec, "kubelet-insecure-tls"),
      allowedChanges: [ARGS],
      claim: {
        outcome: "heals",
        by: "what one makes of serverTLSBootstrap, which is advised in place of the flag",
      },
      expect: { outcome: "no effect", why: "who checks or does not check, the handshake ends before" },
      control: true,
      withinSeconds: POD.watch,
    },
  ],
});
