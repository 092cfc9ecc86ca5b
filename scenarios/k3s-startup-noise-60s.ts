import { defineScenario } from "../harness/scenario/define.ts";
import { ARGS, LIVENESS, READINESS } from "../harness/scenario/words/allowed-changes.ts";
import {
  PROBE_30_10,
  startupNoise,
  withK3sProbes,
  withUpstreamReadiness,
} from "../harness/scenario/words/startup.ts";
import { withArgs } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

export default defineScenario({
  id: "k3s-startup-noise-60s",
  mode: "F19",
  title: "K3s' probe with metrics collected every 60 s: a minute of failing readiness",
  sources: [
    {
      ref: "k3s-io/k3s#11902",
      kind: "report",
      quote: "Readiness probe failed: HTTP probe failed with statuscode: 500",
    },
    { ref: "kubernetes-sigs/metrics-server#136", kind: "related" },
  ],
  tags: ["startup", "k3s", "probe", "pod"],
  reportedOn:
    "k3s v1.31.6+k3s1; the 60 s are the retelling's, and metrics-server's own default without the flag",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: ["Not the probe but --metric-resolution decides how long it takes to the second scrape."],
  healthy: () => healthyStand(),
  fault: {
    summary: "K3s' bundled probes and --metric-resolution=60s",
    edit: (spec) => withArgs(withK3sProbes(spec), { "metric-resolution": "60s" }),
    allowedChanges: [READINESS, LIVENESS, ARGS],
    // metrics-server 0.7 takes one scrape for two while any container is younger than its resolution (pkg/storage/pod.go):
    // on a cluster that young the new pod is ready at once.
    settleSeconds: 60,
  },
  symptom: startupNoise(110),
  fixes: [
    {
      id: "resolution-15s-upstream-probe",
      title: "--metric-resolution=15s and the release manifest's readiness probe",
      edit: (spec) => withArgs(withUpstreamReadiness(spec), { "metric-resolution": "15s" }),
      allowedChanges: [READINESS, ARGS],
      claim: {
        outcome: "heals",
        by: "metrics-server's release manifest since kubernetes-sigs/metrics-server#768",
        quote: "Add initial delay to readiness probe to give time for bootstrap and two scrapes",
      },
      expect: { outcome: "heals", why: "the second scrape comes after 15 s and nobody asks before" },
      withinSeconds: 90,
    },
    {
      ...PROBE_30_10,
      title: "initialDelaySeconds: 30, periodSeconds: 10, at 60 s",
      expect: {
        outcome: "no effect",
        why: "the second scrape comes after 60 s: probes at 30, 40 and 50 s still fail",
      },
      control: true,
      withinSeconds: 100,
    },
  ],
});
