import { LOAD_BALANCER } from "../observe/load-balancer.ts";
import { TOP_NODES } from "../observe/observable-name.ts";
import type { Symptom } from "../scenario/types.ts";
import { flawOfTop, isProbe } from "./good-probe.ts";
import { samplesOf, seenAt, startedAt, type View } from "./view.ts";

/** The servers on either side of a fault that shows on some of them only. A load balancer is on neither. */
export interface Sides {
  readonly failing: readonly string[];
  readonly working: readonly string[];
}

/** Looks it takes to call a server working, and the share of them that may miss: an APIService that flaps hurts the good server too. */
const ENOUGH_PROBES = 3;
const MISSES = 1 / 3;

/** Which servers should fail and which work, by where the pods are now; null where the symptom does not say. */
export function sidesOf({ vantage }: Pick<Symptom, "vantage">, view: View): Sides | null {
  if (vantage === undefined) return null;
  const hosts = hostsOf(view);
  const servers = view.vantages.filter((name) => name !== LOAD_BALANCER);
  // Without a pod nothing is away from it.
  if (hosts.size === 0) return { failing: [], working: [] };
  return {
    failing: servers.filter((name) => !hosts.has(name)),
    working: servers.filter((name) => hosts.has(name)),
  };
}

/** What is wrong with the servers that should work, or null. Looks before the first good one say that the pod was starting. */
export function flawOfWorking(view: View, working: readonly string[], from: number): string | null {
  for (const vantage of working) {
    // What an earlier pod answered says nothing of the present one.
    const since = Math.max(from, hostsSince(view, vantage));
    const all = view.samples
      .filter(isProbe(TOP_NODES, vantage))
      .filter((probe) => startedAt(probe) >= since)
      .map((probe) => flawOfTop(probe, view) === null);
    const probes = all.slice(Math.max(all.indexOf(true), 0));
    const good = probes.filter(Boolean).length;
    if (good < ENOUGH_PROBES || good < probes.length * (1 - MISSES))
      return `${vantage}, which hosts the pod, answered ${good} of ${probes.length} probes`;
  }
  return null;
}

/** The view without what other vantage points saw of commands. */
export function seenFrom(view: View, vantages: readonly string[]): View {
  const samples = view.samples.filter(
    (sample) => sample.kind !== "command" || vantages.includes(sample.vantage),
  );
  return { ...view, samples };
}

/** Names of the nodes that have a metrics-server pod; a server's vantage point bears its node's name. */
function hostsOf(view: View): ReadonlySet<string> {
  return new Set(hostedPods(view).map(({ node }) => node));
}

/** When the first of the pods that are on the node now was seen there, ms since the epoch. */
function hostsSince(view: View, node: string): number {
  return Math.min(
    ...hostedPods(view)
      .filter((pod) => pod.node === node)
      .map(({ since }) => since),
  );
}

/** The metrics-server pods that are on a node now, and since when they were seen there. */
function hostedPods(view: View): readonly { readonly node: string; readonly since: number }[] {
  const pods = new Map<string, { readonly node: string; readonly since: number }>();
  for (const sample of samplesOf(view, "pod")) {
    const { pod, node, gone } = sample;
    if (!node || gone) pods.delete(pod);
    else if (!pods.has(pod)) pods.set(pod, { node, since: seenAt(sample) });
  }
  return [...pods.values()];
}
