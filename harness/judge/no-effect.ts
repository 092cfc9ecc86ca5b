import { observableName } from "../observe/observable-name.ts";
import { documentedFailures } from "../scenario/documented-failures.ts";
import type { CommandSignature, Symptom } from "../scenario/types.ts";
import { NODES_LISTED } from "../scenario/words/signs.ts";
import { isProbe } from "./good-probe.ts";
import { matchesSignature, nameOfSignature } from "./match-signature.ts";
import { inSeconds } from "./progress.ts";
import { startedAt, type View } from "./view.ts";

/** Probes that show the documented failure, begun after the change, before `no effect` is believed. */
const ENOUGH = 2;
/** The last of them began no longer than this before the end of the window, or after it. */
const AT_THE_END_MS = 10_000;
/** Past the window it is waited this long for the last probe: one that hangs says so itself after ten seconds. */
export const PROOF_MS = 30_000;

/** From the end of the fix's change to the end of the time it was given, ms since the epoch. */
export interface Window {
  readonly from: number;
  readonly until: number;
}

/**
 * What is missing to call it proven that a fix had no effect, or null. That nothing good was seen is no proof, because a harness that
 * is starved or blind sees nothing good either: from one vantage point at least two probes begun after the change must show the
 * documented failure, the last of them at the window's end with no success since, and `kubectl get nodes` from there must have
 * answered meanwhile. A probe that was killed, or that failed in other words, counts for neither side.
 */
export function missingProof(symptom: Symptom, view: View, window: Window): string | null {
  const failures = documentedFailures(symptom);
  const missing = view.vantages.map((vantage) => missingFrom(vantage, failures, view, window));
  if (missing.includes(null)) return null;
  return missing.find((each) => each !== null) ?? "nobody was asked";
}

function missingFrom(
  vantage: string,
  failures: readonly CommandSignature[],
  view: View,
  { from, until }: Window,
): string | null {
  const shown = failures.flatMap((failure) => {
    const probes = view.samples.filter(isProbe(observableName(failure.on), vantage));
    const success = probes.findLastIndex((probe) => probe.exit === 0 && !matchesSignature(failure, probe));
    return probes
      .slice(success + 1)
      .filter((probe) => startedAt(probe) >= from && matchesSignature(failure, probe));
  });
  const names = failures.map(nameOfSignature).join(", or ");
  if (shown.length < ENOUGH)
    return `${shown.length} of ${ENOUGH} probes from ${vantage} showed it after the change: ${names}`;
  const last = Math.max(...shown.map(startedAt));
  if (last < until - AT_THE_END_MS)
    return `${names} was seen last from ${vantage} ${inSeconds(until - last)} before the end of the window`;
  const reference = view.samples
    .filter(isProbe(observableName(NODES_LISTED), vantage))
    .findLast((probe) => startedAt(probe) >= from);
  if (reference?.exit === 0 && startedAt(reference) >= until - AT_THE_END_MS) return null;
  return `\`kubectl get nodes\` from ${vantage} ${reference ? "failed or was asked last long before the end of the window" : "was not asked after the change"}`;
}
