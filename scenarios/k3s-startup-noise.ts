import { defineScenario } from "../harness/scenario/define.ts";
import { LIVENESS, READINESS } from "../harness/scenario/words/allowed-changes.ts";
import {
  PROBE_30_10,
  startupNoise,
  withK3sProbes,
  withUpstreamReadiness,
} from "../harness/scenario/words/startup.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

export default defineScenario({
  id: "k3s-startup-noise",
  mode: "F19",
  title: "K3s probes metrics-server from its first second: readiness fails until two scrapes are in",
  sources: [
    {
      ref: "k3s-io/k3s#11902",
      kind: "report",
      quote: "Readiness probe failed: HTTP probe failed with statuscode: 500",
    },
    { ref: "k3s-io/k3s#12860", kind: "related" },
    {
      ref: "kubernetes-sigs/metrics-server#768",
      kind: "related",
      quote: "Add initial delay to readiness probe to give time for bootstrap and two scrapes",
    },
  ],
  tags: ["startup", "k3s", "probe", "pod", "first-reports"],
  reportedOn: "k3s v1.31.6+k3s1 on a Raspberry Pi 5, an x86 VM and an EC2 instance",
  platforms: [
    { distribution: "kind", version: "1.32.5", fidelity: "same mechanism" },
    { distribution: "k3d", version: "1.31.6", fidelity: "reported" },
  ],
  corrections: [
    "The retelling blames a collection every 60 s; K3s and the release manifest set 15 s.",
    "The retelling's `readiness returns 500/503`: /readyz gives 500, 503 is the aggregated API's.",
    "Longer probe delays do not make metrics come sooner; they make the pod Ready later.",
  ],
  // On K3s the packaged addon is off, and its manifest's probes are set on the same Deployment as elsewhere.
  healthy: ({ distribution, version }) =>
    healthyStand(distribution === "k3d" ? { cluster: { distribution, version } } : {}),
  fault: {
    summary: "K3s' bundled probes: readiness every 2 s from the start, liveness after 60 s",
    edit: withK3sProbes,
    allowedChanges: [READINESS, LIVENESS],
    // metrics-server 0.7 takes one scrape for two while any container is younger than its resolution (pkg/storage/pod.go):
    // on a cluster that young the new pod is ready at once.
    settleSeconds: 15,
  },
  symptom: {
    ...startupNoise(60),
    alike: [
      {
        scenario: "k3s-startup-noise-60s",
        why: "the same probe fails in the same words before the same second scrape; only how long it takes differs, and a slow machine makes that longer, too",
      },
    ],
  },
  fixes: [
    {
      id: "upstream-probe",
      title: "The release manifest's readiness probe: first after 20 s, then every 10 s",
      edit: withUpstreamReadiness,
      allowedChanges: [READINESS],
      claim: {
        outcome: "hides",
        by: "serathius (maintainer) in kubernetes-sigs/metrics-server#768",
        quote: "Add initial delay to readiness probe to give time for bootstrap and two scrapes",
      },
      expect: { outcome: "hides", why: "nobody asks before the second scrape, 15 s after the first" },
      withinSeconds: 90,
    },
    {
      ...PROBE_30_10,
      title: "initialDelaySeconds: 30, periodSeconds: 10",
      expect: {
        outcome: "hides",
        why: "metrics are there after 17 s as before; the pod is Ready after 30 s",
      },
      withinSeconds: 90,
    },
  ],
});
