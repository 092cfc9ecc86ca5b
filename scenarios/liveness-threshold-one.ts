import { defineScenario } from "../harness/scenario/define.ts";
import { LIVENESS, READINESS, REPLICAS } from "../harness/scenario/words/allowed-changes.ts";
import { NO_ENDPOINTS, NODES_LISTED, TOP_FAILS } from "../harness/scenario/words/signs.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withDeployment, withLiveness, withNodeRule, withReadiness } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

/** Every fifth connection to a pod is a second late, because its first packet is lost: as on a busy node, only regularly. */
const LATE = {
  name: "every-fifth-connection-late",
  node: "control-plane",
  table: "filter",
  chain: "OUTPUT",
  match: [
    ...["-d", "10.244.0.0/16", "-p", "tcp", "--syn", "--dport", "10250"],
    ...["-m", "statistic", "--mode", "nth", "--every", "5", "--packet", "0"],
  ],
  target: ["DROP"],
} as const;

export default defineScenario({
  id: "liveness-threshold-one",
  mode: "F27",
  title:
    "One late answer is enough: a liveness probe with failureThreshold 1 kills metrics-server in its warm-up",
  sources: [
    {
      ref: "gardener/gardener#15636",
      kind: "report",
      quote: "The mechanism is the probe killing the container *during its own warm-up*.",
    },
    { ref: "gardener/gardener#15649", kind: "report" },
    { ref: "gardener/gardener#2794", kind: "related" },
    { ref: "kubernetes-sigs/metrics-server#698", kind: "related" },
    { ref: "kubernetes-sigs/metrics-server#1078", kind: "related" },
    { ref: "kubernetes-sigs/kubespray#8010", kind: "related" },
    { ref: "rancher/rke2#112", kind: "related" },
  ],
  tags: ["probe", "pod", "crash"],
  reportedOn: "Gardener's shoots, with restarts in the hundreds",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "The threshold alone does nothing: with period, timeout and threshold of 1 and no delay there was no restart in 90 s, because v0.7.2 listens 0.3 s after its start. Answers have to come late as well, which here a lost packet in five sees to; on a loaded machine the first probe meets `connection refused` as well.",
    "Gardener asks every 30 s, this probe every second: what takes hours there takes seconds here.",
  ],
  healthy: () => withNodeRule(healthyStand(), LATE),
  fault: {
    summary: "liveness probe with periodSeconds 1, timeoutSeconds 1 and failureThreshold 1",
    edit: (spec) => withLiveness(spec, { periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 1 }),
    allowedChanges: [LIVENESS],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [
      TOP_FAILS,
      NO_ENDPOINTS,
      { kind: "event", reason: "Unhealthy", text: [/Liveness probe failed: .*(Timeout|deadline exceeded)/] },
      { kind: "event", reason: "Killing", text: [/failed liveness probe, will be restarted/] },
    ],
    withinSeconds: 90,
    persists: { seconds: 45 },
    staysNormal: [NODES_LISTED],
  },
  fixes: [
    {
      id: "threshold-3-timeout-5",
      title: "failureThreshold 3 and timeoutSeconds 5",
      edit: (spec) => withLiveness(spec, { failureThreshold: 3, timeoutSeconds: 5 }),
      allowedChanges: [LIVENESS],
      claim: {
        outcome: "heals",
        by: "pujitha24 in gardener/gardener#15649, which was merged",
        quote:
          "This PR aligns the liveness probe with common practice for this component: `FailureThreshold: 3` and an explicit `TimeoutSeconds: 5`.",
      },
      expect: { outcome: "heals", why: "a late answer is awaited, and three in a row do not happen" },
      withinSeconds: POD.heals,
    },
    {
      id: "threshold-3",
      title: "Only failureThreshold 3",
      edit: (spec) => withLiveness(spec, { failureThreshold: 3 }),
      allowedChanges: [LIVENESS],
      claim: { outcome: "heals", by: "the half of gardener/gardener#15649 that its title is about" },
      expect: { outcome: "heals", why: "the next probe is answered in time and the count begins anew" },
      withinSeconds: POD.heals,
    },
    {
      id: "two-replicas",
      title: "replicas: 2",
      edit: (spec) => withDeployment(spec, { replicas: 2 }),
      allowedChanges: [REPLICAS],
      claim: {
        outcome: "no effect",
        by: "amendezsap in gardener/gardener#15636, who had two",
        quote: "both replicas are down simultaneously",
      },
      expect: { outcome: "no effect", why: "both are probed alike, and neither lives to its second scrape" },
      control: true,
      withinSeconds: POD.watch,
    },
    {
      id: "lax-readiness",
      title: "A laxer readiness probe: failureThreshold 10, timeoutSeconds 5",
      edit: (spec) => withReadiness(spec, { failureThreshold: 10, timeoutSeconds: 5 }),
      allowedChanges: [READINESS],
      claim: { outcome: "heals", by: "the common mistake of the one probe for the other" },
      expect: { outcome: "no effect", why: "it is not readiness that kills" },
      control: true,
      withinSeconds: POD.watch,
    },
  ],
});
