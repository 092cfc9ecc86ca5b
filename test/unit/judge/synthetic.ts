import type { Sample } from "../../../harness/journal/events.ts";
import type { View } from "../../../harness/judge/view.ts";
import type { Cell } from "../../../harness/plan/cell.ts";
import type { Scenario } from "../../../harness/scenario/types.ts";
import { healthyStand } from "../../../stacks/healthy/kind.ts";

/** Synthetic samples: hand-made after what real clusters showed, for tests of the judge. */

export const T0 = Date.parse("2026-01-01T00:00:00.000Z");
export const NODE = "faultline-x-control-plane";
export const SERVER = "control-plane";

export const MA = "error: Metrics API not available";
export const SU =
  "Error from server (ServiceUnavailable): the server is currently unable to handle the request (get nodes.metrics.k8s.io)";

export const at = (seconds: number) => new Date(T0 + seconds * 1_000).toISOString();

/** Seconds are those at which the probe ended; it began 0.2 s earlier. */
export function probed(
  seconds: number,
  observable: string,
  exit: number,
  text: string,
  vantage = SERVER,
): Sample {
  return {
    kind: "command",
    observable,
    vantage,
    startedAt: at(seconds - 0.2),
    endedAt: at(seconds),
    exit,
    text,
  };
}

export function nodesOk(seconds: number, names: readonly string[] = [NODE], vantage = SERVER): Sample {
  const rows = names.map((name) => `${name}   123m         6%       812Mi           3%`);
  const header = "NAME                        CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)";
  return probed(seconds, "top nodes", 0, [header, ...rows].join("\n"), vantage);
}

export function podsOk(seconds: number, vantage = SERVER): Sample {
  const text =
    "NAMESPACE     NAME                       CPU(cores)   MEMORY(bytes)\nkube-system   coredns-7c65d6cfc9-abcde   2m           14Mi";
  return probed(seconds, "top pods -A", 0, text, vantage);
}

export function topFails(seconds: number, text = MA, vantage = SERVER): Sample {
  return probed(seconds, "top nodes", 1, text, vantage);
}

export function condition(seconds: number, status: "True" | "False", reason: string, message = ""): Sample {
  return { kind: "apiservice", vantage: SERVER, seenAt: at(seconds), present: true, status, reason, message };
}

export function logged(seconds: number, pod: string, text: string): Sample {
  return { kind: "log", pod, seenAt: at(seconds), text };
}

export function happened(seconds: number, pod: string, reason: string, text: string, count = 1): Sample {
  return { kind: "event", seenAt: at(seconds), object: `Pod/${pod}`, reason, text, count };
}

/** A pod as seen at `seconds`; its container started at `started` and it was Ready at `ready`. */
export function podSeen(seconds: number, pod: string, started: number | null, ready: number | null): Sample {
  const startedAt = started === null ? null : at(started);
  const readyAt = ready === null ? null : at(ready);
  return { kind: "pod", seenAt: at(seconds), pod, ready: ready !== null, restarts: 0, startedAt, readyAt };
}

/** Every `step` seconds in [from, to]. */
export function every(
  step: number,
  from: number,
  to: number,
  make: (seconds: number) => Sample | Sample[],
): Sample[] {
  const times: number[] = [];
  for (let seconds = from; seconds <= to; seconds += step) times.push(seconds);
  return times.flatMap(make);
}

/** The probe that tells a broken metrics API from a harness that sees nothing. */
export function nodesListed(seconds: number): Sample {
  return probed(seconds, "kubectl get nodes", 0, "NAME STATUS");
}

export const healthyLooks = (from: number, to: number) =>
  every(2, from, to, (seconds) => [nodesOk(seconds), podsOk(seconds + 0.1)]);

export function view(samples: readonly Sample[], now: number, more: Partial<View> = {}): View {
  return {
    samples,
    nodes: [{ at: T0, ready: [NODE] }],
    vantages: [SERVER],
    now: T0 + now * 1_000,
    ...more,
  };
}

export const NO_SANS =
  'E0101 scraper.go:149] "Failed to scrape node" err="Get \\"https://172.18.0.2:10250/metrics/resource\\": tls: failed to verify certificate: x509: cannot validate certificate for 172.18.0.2 because it doesn\'t contain any IP SANs" node="n"';

/** Modelled on F1: the kubelet's certificate has no SANs. */
export const scenario: Scenario = {
  id: "synthetic-cert",
  mode: "F1",
  title: "synthetic",
  sources: [{ ref: "owner/repo#1", kind: "report" }],
  tags: ["tls"],
  reportedOn: "nothing: synthetic",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand(),
  fault: { summary: "synthetic", edit: (spec) => spec, allowedChanges: [] },
  symptom: {
    command: "kubectl top nodes",
    signatures: [
      {
        kind: "command",
        on: { kind: "top-nodes" },
        exit: "non-zero",
        text: [/Metrics API not available/, /ServiceUnavailable/],
      },
      { kind: "apiservice", status: "False", reason: ["MissingEndpoints"] },
      {
        kind: "log",
        text: [/x509: cannot validate certificate for \S+ because it doesn't contain any IP SANs/],
      },
    ],
    withinSeconds: 20,
    persists: { seconds: 30 },
    staysNormal: [{ kind: "kubectl", args: ["get", "nodes"] }],
  },
  fixes: [
    {
      id: "insecure-tls",
      title: "the flag back",
      edit: (spec) => spec,
      allowedChanges: [],
      claim: { outcome: "heals", by: "synthetic" },
      expect: { outcome: "heals", why: "synthetic" },
      withinSeconds: 40,
    },
    {
      id: "wrong",
      title: "something else",
      edit: (spec) => spec,
      allowedChanges: [],
      claim: { outcome: "heals", by: "synthetic" },
      expect: { outcome: "no effect", why: "synthetic" },
      control: true,
      withinSeconds: 30,
    },
  ],
};

export function cellOf(fix: "insecure-tls" | "wrong"): Cell {
  return {
    id: `synthetic-cert/kind-1.32.5/${fix}`,
    scenario: "synthetic-cert",
    threads: ["owner/repo#1"],
    platform: { distribution: "kind", version: "1.32.5" },
    fidelity: "same mechanism",
    fix,
    claim: "heals",
    expected: fix === "wrong" ? "no effect" : "heals",
    stand: "s",
    estimateSeconds: 120,
  };
}

/** Samples of one whole cell: baseline 0-6 s, fault 10 s, symptom 12-45 s, fix 50 s, recovery from 70 s if it heals. */
export function cellSamples(heals: boolean): Sample[] {
  const until = heals ? 68 : 94;
  return [
    condition(-30, "True", "Passed"),
    ...healthyLooks(0, 8),
    condition(
      11,
      "False",
      "MissingEndpoints",
      'endpoints for service/metrics-server in "kube-system" have no addresses with port name "https"',
    ),
    ...every(2, 12, until, (seconds) => [topFails(seconds, seconds % 4 ? SU : MA)]),
    ...every(2, 14, 46, nodesListed),
    ...every(5, 53, until, nodesListed),
    podSeen(12.5, "metrics-server-b", 12, null),
    logged(13, "metrics-server-b", NO_SANS),
    ...(heals ? [condition(69.5, "True", "Passed"), ...healthyLooks(70, 102)] : []),
  ].sort((a, b) => seenAtText(a).localeCompare(seenAtText(b)));
}

export const seenAtText = (sample: Sample) => (sample.kind === "command" ? sample.endedAt : sample.seenAt);
