import type { Seen } from "../../../../harness/diagnose/judge/seen.ts";
import type { Sample } from "../../../../harness/journal/events.ts";
import type { SampleOf } from "../../../../harness/judge/view.ts";

/** When the look ends. */
const NOW = Date.parse("2026-01-01T00:10:00.000Z");
export const ago = (seconds: number) => NOW - seconds * 1_000;
export const at = (secondsAgo: number) => new Date(ago(secondsAgo)).toISOString();

/** A look of so many seconds at a cluster of one node with one API server. */
export function look(seconds: number, samples: readonly Sample[], more: Partial<Seen> = {}): Seen {
  return {
    samples,
    nodes: [{ at: ago(seconds), ready: ["n"] }],
    vantages: ["s"],
    servers: 1,
    blind: [],
    bornAt: new Map([["p", ago(900)]]),
    from: ago(seconds),
    now: NOW,
    ...more,
  };
}

export function command(observable: string, exit: number, text: string): SampleOf<"command"> {
  return { kind: "command", observable, vantage: "s", startedAt: at(5), endedAt: at(5), exit, text };
}

export const top = command("top nodes", 1, "error: Metrics API not available");

/** `v1beta1.metrics.k8s.io`, unavailable for a reason; not there where that is empty. */
export function apiService(reason: string, message = ""): SampleOf<"apiservice"> {
  const status = reason === "" ? "" : "False";
  return { kind: "apiservice", vantage: "s", seenAt: at(5), present: reason !== "", status, reason, message };
}

export const noEndpoints = apiService(
  "MissingEndpoints",
  'endpoints for service/metrics-server in "kube-system" have no addresses with port name "https"',
);

/** metrics-server's pod, as it was seen so long ago. */
export function pod(secondsAgo: number, ready: boolean, readyAt: string | null): SampleOf<"pod"> {
  return { kind: "pod", seenAt: at(secondsAgo), pod: "p", ready, restarts: 0, startedAt: at(900), readyAt };
}

/** What metrics-server's pod wrote. */
export function line(text: string, secondsAgo = 5): SampleOf<"log"> {
  return { kind: "log", pod: "p", seenAt: at(1), writtenAt: at(secondsAgo), text };
}
