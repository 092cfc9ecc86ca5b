import { defineScenario } from "../harness/scenario/define.ts";
import { API_SERVER_ARGS } from "../harness/scenario/words/allowed-changes.ts";
import { NODES_LISTED, TOP_FAILS } from "../harness/scenario/words/signs.ts";
import { withApiServerArgs, withoutApiServerArgs } from "../stacks/edits/cluster.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

/** A client certificate every kubeadm server has, signed by a CA that metrics-server knows nothing of. */
const OTHER = "/etc/kubernetes/pki/apiserver-etcd-client";
const OTHER_CA = "/etc/kubernetes/pki/etcd/ca.crt";
const OTHER_NAME = "kube-apiserver-etcd-client";

export default defineScenario({
  id: "front-proxy-certificate-of-another-ca",
  mode: "F6",
  title: "The API server shows metrics-server a client certificate of a CA that is not the front proxy's",
  sources: [
    {
      ref: "https://github.com/kubernetes-sigs/metrics-server/blob/v0.7.2/KNOWN_ISSUES.md#incorrectly-configured-front-proxy-certificate",
      kind: "documentation",
      quote:
        "Unable to authenticate the request due to an error: x509: certificate signed by unknown authority",
    },
    {
      ref: "https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/",
      kind: "documentation",
      quote:
        "make sure that the proxy is signed by the aggregation layer CA and not by something else, like the Kubernetes general CA",
    },
    { ref: "kubernetes-sigs/metrics-server#292", kind: "related" },
  ],
  tags: ["apiserver", "tls", "authentication"],
  reportedOn: "clusters whose aggregation layer was set up by hand, EKS, k3s",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand(),
  fault: {
    summary: "--proxy-client-cert-file and -key-file name a certificate that another CA signed",
    edit: (spec) =>
      withApiServerArgs(spec, {
        "proxy-client-cert-file": `${OTHER}.crt`,
        "proxy-client-key-file": `${OTHER}.key`,
      }),
    allowedChanges: [API_SERVER_ARGS],
    act: [
      {
        kubectl: ["-n", "kube-system", "delete", "configmap", "extension-apiserver-authentication"],
        why: "the API server only ever adds to it: what an earlier setting of its flags left there would still be trusted",
        // A kube-apiserver that has just started may refuse everybody for a moment.
        until: { output: /deleted/, withinSeconds: 60 },
      },
      {
        kubectl: ["-n", "kube-system", "delete", "pod", "--selector=k8s-app=metrics-server", "--wait=false"],
        why: "after the API server's restart its watch of the ConfigMap may stay away for a minute, and names trusted earlier with it (seen)",
      },
    ],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [
      TOP_FAILS,
      // The pod that the fault takes away is asked as well, by the API server that has just started.
      {
        kind: "log",
        text: [/Unable to authenticate the request.*x509: certificate signed by unknown authority/],
        replaced: true,
      },
    ],
    withinSeconds: 120,
    persists: { seconds: 40 },
    staysNormal: [NODES_LISTED],
  },
  fixes: [
    {
      id: "front-proxy-certificate",
      title: "kubeadm's front-proxy-client certificate",
      edit: (spec) => withoutApiServerArgs(spec, "proxy-client-cert-file", "proxy-client-key-file"),
      allowedChanges: [API_SERVER_ARGS],
      claim: {
        outcome: "heals",
        by: "the Kubernetes documentation of the aggregation layer",
        quote: "signed client certificate file via `--proxy-client-cert-file`",
      },
      expect: { outcome: "heals", why: "the CA in --requestheader-client-ca-file signed it" },
      withinSeconds: 150,
    },
    {
      id: "trust-ca-and-name",
      title:
        "--requestheader-client-ca-file of that CA, and its certificate's name among --requestheader-allowed-names",
      edit: (spec) =>
        withApiServerArgs(spec, {
          "requestheader-client-ca-file": OTHER_CA,
          "requestheader-allowed-names": OTHER_NAME,
        }),
      allowedChanges: [API_SERVER_ARGS],
      claim: {
        outcome: "heals",
        by: "the Kubernetes documentation of the aggregation layer",
        quote: "The connection must be made using a client certificate whose CN is one of those listed",
      },
      expect: {
        outcome: "heals",
        why: "metrics-server takes CA and names from ConfigMap extension-apiserver-authentication, without a restart",
      },
      withinSeconds: 150,
    },
    {
      id: "trust-ca-only",
      title: "Only --requestheader-client-ca-file of that CA",
      edit: (spec) => withApiServerArgs(spec, { "requestheader-client-ca-file": OTHER_CA }),
      allowedChanges: [API_SERVER_ARGS],
      claim: {
        outcome: "heals",
        by: "metrics-server's KNOWN_ISSUES",
        quote: "To fix this problem you need to provide kube-apiserver proxy-client CA",
      },
      expect: {
        outcome: "no effect",
        why: "its name is not front-proxy-client, the only one in --requestheader-allowed-names",
      },
      control: true,
      withinSeconds: 75,
    },
  ],
});
