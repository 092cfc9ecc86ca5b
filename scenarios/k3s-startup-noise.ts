import { defineScenario } from "../harness/scenario/define.ts";
import { LIVENESS, READINESS } from "../harness/scenario/words/allowed-changes.ts";
import { logged, TOP_FAILS } from "../harness/scenario/words/signs.ts";
import { withLiveness, withReadiness } from "../stacks/edits/metrics-server.ts";
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
  tags: ["startup", "k3s", "probe", "pod"],
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
    edit: (spec) =>
      withLiveness(
        withReadiness(spec, {
          initialDelaySeconds: 0,
          periodSeconds: 2,
          timeoutSeconds: 1,
          failureThreshold: 3,
        }),
        { initialDelaySeconds: 60, periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3 },
      ),
    allowedChanges: [READINESS, LIVENESS],
    // metrics-server 0.7 takes one scrape for two while any container is younger than its resolution (pkg/storage/pod.go):
    // on a cluster that young the new pod is ready at once.
    settleSeconds: 15,
  },
  symptom: {
    command: "kubectl -n kube-system get events --field-selector reason=Unhealthy",
    signatures: [
      {
        kind: "event",
        reason: "Unhealthy",
        text: [/Readiness probe failed: HTTP probe failed with statuscode: 500/],
      },
      logged(/"Failed probe" probe="metric-storage-ready" err="no metrics to serve"/),
      TOP_FAILS,
    ],
    withinSeconds: 45,
    transient: { clearsWithinSeconds: 60 },
  },
  fixes: [
    {
      id: "upstream-probe",
      title: "The release manifest's readiness probe: first after 20 s, then every 10 s",
      edit: (spec) => withReadiness(spec, { initialDelaySeconds: 20, periodSeconds: 10 }),
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
      id: "probe-30-10",
      title: "initialDelaySeconds: 30, periodSeconds: 10",
      edit: (spec) => withReadiness(spec, { initialDelaySeconds: 30, periodSeconds: 10 }),
      allowedChanges: [READINESS],
      claim: { outcome: "heals", by: "a retelling of k3s-io/k3s#11902 that recommends it as the solution" },
      expect: {
        outcome: "hides",
        why: "metrics are there after 17 s as before; the pod is Ready after 30 s",
      },
      withinSeconds: 90,
    },
  ],
});
