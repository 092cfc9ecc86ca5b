import type { SignatureMatch } from "../journal/events.ts";
import type { Signature, Symptom } from "../scenario/types.ts";
import { firstMatch } from "./first-match.ts";
import { type Health, healthyNow, provingHealthy } from "./health.ts";
import { type Held, heldMatch } from "./hold.ts";
import { nameOfSignature } from "./match-signature.ts";
import { inSeconds, type Progress } from "./progress.ts";
import { notNormal } from "./stays-normal.ts";
import { flawOfWorking, type Sides, seenFrom, sidesOf } from "./vantage.ts";
import type { View } from "./view.ts";

export interface SymptomBounds {
  /** Start of the fault's change: nothing seen earlier counts. Milliseconds since the epoch. */
  readonly from: number;
  /** End of the fault's change: `withinSeconds` counts from here. */
  readonly deadlineFrom: number;
  /**
   * Milliseconds from the end of the change that made this cell's cluster to its health: a symptom that persists is seen for longer
   * after the fault's change, or it may be nothing but a start.
   */
  readonly healthyStartMs?: number;
}

/** The documented symptom, seen; all times in milliseconds since the epoch. */
export interface SymptomShown {
  /** When the last of the signatures was first seen. */
  readonly at: number;
  /** Since when all of them last: later than `at` where a state was another for a moment. */
  readonly lastsSince: number;
  readonly signatures: readonly SignatureMatch[];
  /** When a transient symptom had cleared; null for one that persists. */
  readonly clearedAt: number | null;
}

/** A symptom that persists is seen for so many healthy starts. */
export const OUTLIVES = 1.5;

/** Without a new look for this long the hold cannot be judged. */
export const STALLED_MS = 60_000;

/**
 * Whether the fault shows as documented: every signature within the deadline, then either no success for as long as the
 * scenario says, or cleared by itself in time; and what should stay normal did.
 */
export function symptomProgress(symptom: Symptom, view: View, bounds: SymptomBounds): Progress<SymptomShown> {
  const deadline = bounds.deadlineFrom + symptom.withinSeconds * 1_000;
  const sides = sidesOf(symptom, view);
  const found = symptom.signatures.map((signature) => match(symptom, signature, view, bounds.from, sides));
  const late = found.findIndex((held) => !held || beganAt(held) > deadline);
  if (late >= 0) {
    const missing = symptom.signatures[late] as Signature;
    if (view.now <= deadline) return { state: "waiting", note: `not seen yet: ${nameOfSignature(missing)}` };
    return { state: "failed", reason: whyMissing(missing, view, bounds, deadline, sides) };
  }
  const all = found.flatMap((held) => (held ? [held] : []));
  const at = Math.max(...all.map((held) => held.match.at));
  const lastsSince = Math.max(at, ...all.map(({ again = at }) => again));
  const shown = { at, lastsSince, signatures: all.map((held) => held.match), clearedAt: null };
  // A fault that replaces an API server leaves nobody to answer until that is done, and may show before.
  const from = Math.max(lastsSince, bounds.deadlineFrom);
  const normal = notNormal(symptom.staysNormal ?? [], view, from);
  if (normal.broken) return { state: "failed", reason: normal.broken, away: normal.away };
  const rest = symptom.transient
    ? clearing(symptom, view, shown)
    : holding(symptom, view, shown, all, bounds, sides);
  if (rest.state !== "done" || !normal.unseen) return rest;
  // A change may take minutes, and what stays normal is looked at only after it.
  return view.now > from + STALLED_MS + (symptom.persists?.seconds ?? 0) * 1_000
    ? { state: "failed", reason: normal.unseen, away: true }
    : { state: "holding", note: normal.unseen };
}

function match(
  symptom: Symptom,
  signature: Signature,
  view: View,
  from: number,
  sides: Sides | null,
): Held | null {
  if (symptom.persists) return heldMatch(signature, view, from, sides?.failing);
  const first = firstMatch(signature, sides ? seenFrom(view, sides.failing) : view, from);
  return first && { match: first, run: null };
}

function beganAt(held: Held): number {
  return Math.max(held.match.at, held.run?.since ?? 0);
}

function whyMissing(
  signature: Signature,
  view: View,
  bounds: SymptomBounds,
  deadline: number,
  sides: Sides | null,
): string {
  const name = nameOfSignature(signature);
  if (sides && signature.kind === "command") {
    const missing = sides.failing.filter((each) => !heldMatch(signature, view, bounds.from, [each]));
    return `not seen within ${inSeconds(deadline - bounds.from)} of the fault from ${missing.join(", ") || "any server"}: ${name}`;
  }
  const once = firstMatch(signature, view, bounds.from);
  if (once && once.at <= deadline)
    return `cleared by itself: ${name} was seen ${inSeconds(once.at - bounds.from)} after the fault and did not last`;
  return `not seen within ${inSeconds(deadline - bounds.from)} of the fault: ${name}`;
}

function holding(
  symptom: Symptom,
  view: View,
  shown: SymptomShown,
  held: readonly Held[],
  { from, deadlineFrom, healthyStartMs }: SymptomBounds,
  sides: Sides | null,
): Progress<SymptomShown> {
  const wanted = (symptom.persists?.seconds ?? 0) * 1_000;
  const outlived = healthyStartMs === undefined ? from : deadlineFrom + healthyStartMs * OUTLIVES;
  const runs = held.map(({ run }) => run ?? { since: shown.lastsSince, last: view.now });
  const missing = Math.max(...runs.map(({ since, last }) => Math.max(since + wanted, outlived) - last));
  const settlesAt = Math.max(...runs.map(({ since }) => since + wanted), outlived);
  const health = healthyNow(view, { from, ...(symptom.recovery && { recovery: symptom.recovery }) });
  const fails = sides && flawOfWorking(view, sides.working, from);
  const flaw =
    missing > 0
      ? `it has yet to last ${inSeconds(missing)}`
      : (fails ?? (isSeenBad(health) ? null : "the cluster is healthy"));
  if (flaw !== null)
    return view.now > settlesAt + STALLED_MS
      ? { state: "failed", reason: `seen, but ${flaw}` }
      : { state: "holding", note: flaw, settlesAt };
  return { state: "done", result: shown };
}

/** A symptom beside a cluster that works is none; nor is it one if nobody probed. */
function isSeenBad(health: Health): boolean {
  return health.state === "bad" && health.seen;
}

function clearing(symptom: Symptom, view: View, shown: SymptomShown): Progress<SymptomShown> {
  const within = (symptom.transient?.clearsWithinSeconds ?? 0) * 1_000;
  const health = healthyNow(view, {
    from: shown.at,
    ...(symptom.recovery && { recovery: symptom.recovery }),
  });
  const inTime = health.state !== "bad" && health.since <= shown.at + within;
  if (health.state === "sustained" && inTime)
    return { state: "done", result: { ...shown, clearedAt: health.since } };
  if (!inTime && view.now > shown.at + within)
    return { state: "failed", reason: `did not clear within ${inSeconds(within)}: ${health.note}` };
  return health.state === "bad" ? { state: "holding", note: health.note } : provingHealthy(health);
}
