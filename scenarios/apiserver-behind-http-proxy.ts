import { defineScenario } from "../harness/scenario/define.ts";
import { API_SERVER_ENV } from "../harness/scenario/words/allowed-changes.ts";
import { failedDiscoveryCheck, NODES_LISTED, TOP_FAILS } from "../harness/scenario/words/signs.ts";
import { withApiServerEnv } from "../stacks/edits/cluster.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";
import { PROXY_URL, refusingProxy } from "../stacks/refusing-proxy.ts";

/** kind's defaults. */
const PODS = "10.244.0.0/16";
const SERVICES = "10.96.0.0/16";

export default defineScenario({
  id: "apiserver-behind-http-proxy",
  mode: "F7",
  title: "The API server sends what is for the cluster's own network to a company's HTTP proxy",
  sources: [
    {
      ref: "kubernetes-sigs/metrics-server#543",
      kind: "report",
      quote:
        "failing or missing response from https://10.254.0.226:443/apis/metrics.k8s.io/v1beta1: Get https://10.254.0.226:443/apis/metrics.k8s.io/v1beta1: Forbidden",
    },
    {
      ref: "kubernetes-sigs/kubespray#6872",
      kind: "report",
      quote: "not listed in the NO_PROXY and no_proxy environment variables",
    },
    {
      ref: "cloudfoundry-incubator/kubo-release#356",
      kind: "report",
      quote: "If proxy is used we need to add to no_proxy the CIDR of the service 10.200.0.0/16",
    },
    {
      ref: "kubernetes-sigs/metrics-server#1084",
      kind: "related",
      quote:
        "I changed the CNI from weave to Cilium, I forgot to put the new CIDR in no proxy inside kube-apiserver.",
    },
  ],
  tags: ["network", "proxy", "apiserver"],
  reportedOn: "metrics-server v0.3 to v0.6 on clusters behind company proxies (kubespray, CFCR, kubeadm)",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "Which CIDR NO_PROXY needs depends on what is dialled: the Service's ClusterIP, unless --enable-aggregator-routing makes it the pod's address.",
  ],
  healthy: () => ({ ...healthyStand(), nodeUnits: [refusingProxy()] }),
  fault: {
    summary: "HTTPS_PROXY in kube-apiserver's environment, and no NO_PROXY",
    edit: (spec) => withApiServerEnv(spec, { HTTPS_PROXY: PROXY_URL }),
    allowedChanges: [API_SERVER_ENV],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [TOP_FAILS, failedDiscoveryCheck(/metrics\.k8s\.io\/v1beta1": Forbidden/)],
    withinSeconds: 120,
    persists: { seconds: 40 },
    staysNormal: [NODES_LISTED],
  },
  fixes: [
    {
      id: "no-proxy-services",
      title: "NO_PROXY with the Service CIDR",
      edit: (spec) => withApiServerEnv(spec, { NO_PROXY: SERVICES }),
      allowedChanges: [API_SERVER_ENV],
      claim: {
        outcome: "heals",
        by: "obeyler in cloudfoundry-incubator/kubo-release#356",
        quote: "If proxy is used we need to add to no_proxy the CIDR of the service 10.200.0.0/16",
      },
      expect: { outcome: "heals", why: "the ClusterIP is dialled, and no longer by way of the proxy" },
      withinSeconds: 150,
    },
    {
      id: "no-proxy-pods",
      title: "NO_PROXY with the pod CIDR only",
      edit: (spec) => withApiServerEnv(spec, { NO_PROXY: PODS }),
      allowedChanges: [API_SERVER_ENV],
      claim: {
        outcome: "heals",
        by: "wshelley in kubernetes-sigs/kubespray#6872",
        quote: "This can be fixed by adding the kubespray variable",
      },
      expect: {
        outcome: "no effect",
        why: "without aggregator routing the API server dials the ClusterIP, which that does not cover",
      },
      control: true,
      withinSeconds: 75,
    },
  ],
});
