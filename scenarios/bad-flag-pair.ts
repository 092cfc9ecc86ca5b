import { defineScenario } from "../harness/scenario/define.ts";
import { ARGS } from "../harness/scenario/words/allowed-changes.ts";
import { podNotReady } from "../harness/scenario/words/symptoms.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withArgs } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

export default defineScenario({
  id: "bad-flag-pair",
  mode: "F14",
  title: "--metric-resolution too close to --kubelet-request-timeout",
  sources: [
    {
      ref: "apache/texera#3376",
      kind: "report",
      quote:
        "Error: metric-resolution should be larger than kubelet-request-timeout, but metric-resolution value 10s kubelet-request-timeout value 10s provided",
    },
    { ref: "kubernetes-sigs/metrics-server#1483", kind: "related" },
    { ref: "kubernetes-sigs/metrics-server#1007", kind: "related" },
  ],
  tags: ["flags", "pod", "crash"],
  reportedOn: "metrics-server v0.7 by its Helm chart",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "The message says `larger`; the check wants nine tenths of the resolution to be no less than the timeout (v0.7.2 cmd/metrics-server/app/options/options.go).",
    "The flag's help promises that 10s is allowed; with the default timeout of 10s it never is.",
  ],
  healthy: () => healthyStand(),
  fault: {
    summary: "--metric-resolution=10s with the default --kubelet-request-timeout of 10s",
    edit: (spec) => withArgs(spec, { "metric-resolution": "10s" }),
    allowedChanges: [ARGS],
  },
  symptom: podNotReady(/metric-resolution should be larger than kubelet-request-timeout/),
  fixes: [
    {
      id: "resolution-15s",
      title: "--metric-resolution=15s",
      edit: (spec) => withArgs(spec, { "metric-resolution": "15s" }),
      allowedChanges: [ARGS],
      claim: {
        outcome: "heals",
        by: "aicam in apache/texera#3376",
        quote:
          "The request timeout on `kubelet` (10sec) should be less than `metric-resolution` parameter for metric server.",
      },
      expect: { outcome: "heals", why: "15 s x 0.9 is 13.5 s, no less than 10 s" },
      withinSeconds: POD.heals,
    },
    {
      id: "timeout-9s",
      title: "--kubelet-request-timeout=9s",
      edit: (spec) => withArgs(spec, { "kubelet-request-timeout": "9s" }),
      allowedChanges: [ARGS],
      claim: {
        outcome: "heals",
        by: "the check in metrics-server's options.go, quoted by Alex-Kil in kubernetes-sigs/metrics-server#1483",
        quote: "if o.MetricResolution*9/10 < o.KubeletClient.KubeletRequestTimeout {",
      },
      expect: { outcome: "heals", why: "10 s x 0.9 is 9 s, no less than 9 s" },
      withinSeconds: POD.heals,
    },
    {
      id: "timeout-just-below",
      title: "--kubelet-request-timeout=9500ms, which is what the message literally asks for",
      edit: (spec) => withArgs(spec, { "kubelet-request-timeout": "9500ms" }),
      allowedChanges: [ARGS],
      claim: { outcome: "heals", by: "the error message, taken at its word" },
      expect: { outcome: "no effect", why: "10 s x 0.9 is 9 s, less than 9.5 s: the same panic" },
      control: true,
      withinSeconds: POD.watch,
    },
  ],
});
