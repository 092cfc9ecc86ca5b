import { samplesOf } from "../../judge/view.ts";
import { type Pod, podsNow } from "./fresh.ts";
import { readySince } from "./ready-since.ts";
import type { Seen } from "./seen.ts";

/**
 * For so long a healthy start shows the words of a fault: metrics-server wants two scrapes 15 s apart and then a probe, 17 to 25 s.
 * Milliseconds since the pod was created.
 */
export const START_MS = 30_000;
/**
 * On a busy machine it takes up to 47 s (healthyStartMs of the recordings), beside an API server that restarted 60 s, and then the words of
 * a fault are still to come: nothing is called unknown before. Milliseconds since the pod was created.
 */
export const SLOW_START_MS = 90_000;

/** Milliseconds from a pod's beginning, and from its readiness, in which what is seen may be its start alone. */
interface Start {
  readonly bornMs: number;
  readonly readyMs: number;
}

/** Where a fault's signs are shown, and where none is. */
export const SHORT_START: Start = { bornMs: START_MS, readyMs: 0 };
/** An API server asks a pod that became ready when it looks again, every 30 s at most, and only then the pod has what to complain of. */
export const LONG_START: Start = { bornMs: SLOW_START_MS, readyMs: START_MS };

/** The pod that may only be starting, and when it will be too old for that; null where none is. */
export function starting(
  seen: Seen,
  { bornMs, readyMs }: Start,
): { readonly pod: string; readonly until: number } | null {
  const pods = [...podsNow(seen).values()].map((pod) => {
    const began = beganAt(seen, pod);
    const until = pod.ready ? readySince(seen, pod) + readyMs : (began ?? seen.from) + bornMs;
    return { ...pod, began, until };
  });
  // One that serves makes the others' start nobody's trouble.
  if (pods.some((pod) => pod.ready && pod.until <= seen.now)) return null;
  const young = pods.filter((pod) => pod.began !== null && pod.until > seen.now);
  return young.toSorted((a, b) => b.until - a.until)[0] ?? null;
}

/**
 * When a metrics-server pod was created, or its container was started anew, as on a node that was: ms since the epoch; as long as nobody
 * knows, the start of the look. Null of one that keeps crashing, which has had its start.
 */
export function beganAt(seen: Seen, { pod, restarts, startedAt }: Pod): number | null {
  const born = seen.bornAt.get(pod) ?? seen.from;
  if (restarts === 0) return born;
  const crashes = samplesOf(seen, "pod").some((each) => each.pod === pod && each.restarts < restarts);
  return crashes || startedAt === null ? null : Math.max(born, Date.parse(startedAt));
}
