import { defineScenario } from "../harness/scenario/define.ts";
import { KUBELET } from "../harness/scenario/words/allowed-changes.ts";
import { podNotReady } from "../harness/scenario/words/symptoms.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withKubelet } from "../stacks/edits/cluster.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

export default defineScenario({
  id: "kubelet-webhook-authentication-off",
  mode: "F5",
  title: "The kubelets do not accept service account tokens",
  sources: [
    {
      ref: "kubernetes-sigs/metrics-server#144",
      kind: "report",
      quote: 'request failed - "401 Unauthorized", response: "Unauthorized"',
    },
    { ref: "kubernetes-sigs/metrics-server#212", kind: "report" },
    { ref: "kubernetes-sigs/metrics-server#49", kind: "related" },
    {
      ref: "https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/",
      kind: "documentation",
    },
  ],
  tags: ["kubelet", "authentication"],
  reportedOn: "metrics-server v0.3.0 and v0.3.1 on Kubernetes 1.10 and 1.11 (kops, binaries)",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand(),
  fault: {
    summary: "authentication.webhook.enabled: false in the KubeletConfiguration",
    edit: (spec) => withKubelet(spec, { authentication: { webhook: { enabled: false } } }),
    allowedChanges: [KUBELET],
  },
  symptom: { ...podNotReady(/request failed, status: \\?"401 Unauthorized/), withinSeconds: 75 },
  fixes: [
    {
      id: "webhook-on",
      title: "authentication.webhook.enabled: true",
      edit: (spec) => withKubelet(spec, { authentication: { webhook: { enabled: true } } }),
      allowedChanges: [KUBELET],
      claim: {
        outcome: "heals",
        by: "zahid0 in kubernetes-sigs/metrics-server#212",
        quote:
          "Passing `--authentication-token-webhook=true` and `--authorization-mode=Webhook` flags to kubelet can fix this.",
      },
      expect: { outcome: "heals", why: "the kubelet asks the API server whose token it is" },
      withinSeconds: POD.heals,
    },
    {
      id: "anonymous-on",
      title: "authentication.anonymous.enabled: true instead",
      edit: (spec) => withKubelet(spec, { authentication: { anonymous: { enabled: true } } }),
      allowedChanges: [KUBELET],
      claim: {
        outcome: "heals",
        by: "what one makes of zahid0's words in kubernetes-sigs/metrics-server#212",
        quote:
          "Metrics server may fail to authenticate if kubelet is running with `--anonymous-auth=false` flag.",
      },
      expect: {
        outcome: "no effect",
        why: "metrics-server becomes system:anonymous, which may not read nodes/metrics: 403 in place of 401",
      },
      control: true,
      withinSeconds: POD.watch,
    },
  ],
});
