import { observableName, TOP_NODES, TOP_PODS } from "../observe/observable-name.ts";
import { documentedFailures } from "../scenario/documented-failures.ts";
import type { CommandSignature, Symptom } from "../scenario/types.ts";
import { isProbe } from "./good-probe.ts";
import { healthyNow, provingHealthy } from "./health.ts";
import { matchesSignature, nameOfSignature } from "./match-signature.ts";
import { inSeconds, type Progress } from "./progress.ts";
import { isUnknown } from "./unknown.ts";
import { startedAt, type View } from "./view.ts";

export interface BaselineBounds {
  /** Looks that began earlier say nothing; ms since the epoch. */
  readonly from: number;
  readonly withinMs: number;
  readonly symptom: Pick<Symptom, "signatures" | "unhealed">;
}

/** The negative control: the healthy state must be seen, sustained, and the documented failure not, before anything is broken. */
export function baselineProgress(
  view: View,
  { from, withinMs, symptom }: BaselineBounds,
): Progress<{ readonly since: number }> {
  const health = healthyNow(view, { from });
  const early = seenEarly(view, from, symptom);
  if (health.state === "sustained" && early === null)
    return { state: "done", result: { since: health.since } };
  const note = health.state === "bad" ? health.note : (early ?? health.note);
  if (view.now > from + withinMs)
    return { state: "failed", reason: `not healthy within ${inSeconds(withinMs)}: ${note}` };
  return health.state === "bad" || early !== null ? { state: "waiting", note } : provingHealthy(health);
}

/** True if a failure of the symptom was what a vantage point showed last, up to the view's end and since `from` (ms since the epoch). */
export function isShownBefore(view: View, from: number, symptom: BaselineBounds["symptom"]): boolean {
  return documentedFailures(symptom).some((failure) =>
    view.vantages.some((vantage) => {
      const last = lastSaid(view, from, failure, vantage);
      return last !== undefined && matchesSignature(failure, last);
    }),
  );
}

function lastSaid(view: View, from: number, failure: CommandSignature, vantage: string) {
  return view.samples
    .filter(isProbe(observableName(failure.on), vantage))
    .findLast((probe) => startedAt(probe) >= from && !isUnknown(probe));
}

/**
 * What the fault is to show and shows without it, or what nobody has looked at yet; null where nothing is. That `top` fails is excluded
 * by health.
 */
function seenEarly(view: View, from: number, symptom: BaselineBounds["symptom"]): string | null {
  for (const failure of documentedFailures(symptom)) {
    const observable = observableName(failure.on);
    if (observable === TOP_NODES || observable === TOP_PODS) continue;
    for (const vantage of view.vantages) {
      const last = lastSaid(view, from, failure, vantage);
      const what = `${nameOfSignature(failure)}, from ${vantage}`;
      if (!last) return `not looked at yet: ${what}`;
      if (matchesSignature(failure, last)) return `shown before the fault: ${what}`;
    }
  }
  return null;
}
