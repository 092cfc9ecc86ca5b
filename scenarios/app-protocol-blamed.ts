import { defineScenario } from "../harness/scenario/define.ts";
import { ARGS, SERVICE_PORTS } from "../harness/scenario/words/allowed-changes.ts";
import { podNotReady } from "../harness/scenario/words/symptoms.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withArgs, withoutArg, withService } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

export default defineScenario({
  id: "app-protocol-blamed",
  mode: "F1",
  title: "appProtocol: https of the Service is blamed for what the kubelets' certificates do",
  sources: [
    {
      ref: "kubernetes-sigs/metrics-server#1695",
      kind: "report",
      quote: "Removing the `appProtocol` field actually solves the issue.",
    },
    { ref: "kubernetes-sigs/metrics-server#196", kind: "related" },
  ],
  tags: ["service", "kubelet", "tls"],
  reportedOn: "metrics-server v0.8.0 on kubeadm v1.33.3 with Calico",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "With appProtocol: https, and nothing else wrong, `kubectl top` works: it is how each of these cells begins. Neither the aggregator nor kube-proxy reads the field.",
    "What was wrong in kubernetes-sigs/metrics-server#1695 was not established; a kubelet's certificate stands in for it here, being what a new installation meets most.",
  ],
  healthy: () => withService(healthyStand(), { appProtocol: "https" }),
  fault: {
    summary: "v0.8's Service with appProtocol: https, and no --kubelet-insecure-tls",
    edit: (spec) => withoutArg(spec, "kubelet-insecure-tls"),
    allowedChanges: [ARGS],
  },
  symptom: {
    ...podNotReady(/x509: cannot validate certificate for \S+ because it doesn't contain any IP SANs/),
    alike: [
      {
        scenario: "kubelet-serving-cert-without-sans",
        why: "it is the same fault; only the Service has a field more, which nobody reads",
      },
    ],
  },
  fixes: [
    {
      id: "insecure-tls",
      title: "Add --kubelet-insecure-tls, and leave appProtocol",
      edit: (spec) => withArgs(spec, { "kubelet-insecure-tls": true }),
      allowedChanges: [ARGS],
      claim: { outcome: "heals", by: "serathius (maintainer) in kubernetes-sigs/metrics-server#1025" },
      expect: { outcome: "heals", why: "the cause goes, and appProtocol: https stays" },
      withinSeconds: POD.heals,
    },
    {
      id: "no-app-protocol",
      title: "Remove appProtocol",
      edit: (spec) => withService(spec, { appProtocol: null }),
      allowedChanges: [SERVICE_PORTS],
      claim: {
        outcome: "heals",
        by: "Tchekda in kubernetes-sigs/metrics-server#1695",
        quote: "Removing the `appProtocol` field actually solves the issue.",
      },
      expect: { outcome: "no effect", why: "nobody on the way to metrics-server reads the field" },
      control: true,
      withinSeconds: POD.watch,
    },
  ],
});
