import { podsNow } from "./fresh.ts";
import type { Seen } from "./seen.ts";

/**
 * For so long a healthy start shows the words of a fault: metrics-server wants two scrapes 15 s apart and then a probe, 17 to 25 s.
 * Milliseconds since the pod was created.
 */
export const START_MS = 30_000;
/** On a busy machine it takes up to 47 s (healthyStartMs of the recordings): nothing is called unknown before. */
export const SLOW_START_MS = 60_000;

/** The pod that may only be starting, and when it will be too old for that; null where none is. */
export function starting(
  seen: Seen,
  within: number,
): { readonly pod: string; readonly until: number } | null {
  const pods = [...podsNow(seen).values()];
  // One that serves makes the others' start nobody's trouble, and one that has crashed has had its start.
  if (pods.some(({ ready }) => ready)) return null;
  const young = pods
    .filter(({ restarts }) => restarts === 0)
    .map(({ pod }) => ({ pod, until: bornAt(seen, pod) + within }))
    .filter(({ until }) => until > seen.now);
  return young.toSorted((a, b) => b.until - a.until)[0] ?? null;
}

/** When a metrics-server pod was created, ms since the epoch; as long as nobody knows, the start of the look. */
export function bornAt(seen: Seen, pod: string): number {
  return seen.bornAt.get(pod) ?? seen.from;
}
