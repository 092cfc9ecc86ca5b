import type { SignatureMatch } from "../journal/events.ts";
import { observableName } from "../observe/observable-name.ts";
import type { CommandSignature, Signature } from "../scenario/types.ts";
import { asMatch, firstMatch } from "./first-match.ts";
import { isProbe } from "./good-probe.ts";
import { type GoodRun, goodRun } from "./good-run.ts";
import { isAbout, matchesSignature } from "./match-signature.ts";
import { type SampleOf, seenAt, startedAt, type View } from "./view.ts";

/** A signature that was seen, and for how long the failure has lasted without one success. */
export interface Held {
  readonly match: SignatureMatch;
  /** For commands: the failing probes since the last success; null for what is watched. */
  readonly run: GoodRun | null;
}

/**
 * Like `firstMatch`, but only what still lasts counts: a command has not succeeded since, a state is still the state. `failing` names
 * the vantage points from which a command must fail, all of them, with the documented text from one at least: which of the texts
 * of one condition a server gives is a matter of moments. Without it, one vantage point is enough.
 */
export function heldMatch(
  signature: Signature,
  view: View,
  from: number,
  failing?: readonly string[],
): Held | null {
  if (signature.kind === "command") {
    const seen = (failing ?? view.vantages).map((vantage) => failingAt(signature, view, from, vantage));
    return failing ? shortest(seen) : longest(seen);
  }
  const match = firstMatch(signature, view, from);
  if (!match) return null;
  return stillHolds(signature, view) ? { match, run: null } : null;
}

/** The failing probes from one vantage point since its last success, and the first of them that shows the text. */
interface Failing {
  readonly run: GoodRun | null;
  readonly match: SignatureMatch | null;
}

/** The vantage point that has failed longest counts, because one of several servers may keep working without a recovery. */
function longest(seen: readonly Failing[]): Held | null {
  const held = seen.flatMap(({ run, match }) => (run && match ? [{ run, match }] : []));
  return held.toSorted((a, b) => a.run.since - b.run.since)[0] ?? null;
}

/** The time counts during which all have failed. */
function shortest(seen: readonly Failing[]): Held | null {
  const runs = seen.flatMap(({ run }) => (run ? [run] : []));
  const run = runs.toSorted((a, b) => b.since - a.since)[0];
  const match = seen.flatMap((each) => each.match ?? []).toSorted((a, b) => a.at - b.at)[0];
  if (!run || !match || runs.length < seen.length) return null;
  return { run, match: { ...match, at: Math.max(match.at, run.since) } };
}

function failingAt(signature: CommandSignature, view: View, from: number, vantage: string): Failing {
  const probes = view.samples
    .filter(isProbe(observableName(signature.on), vantage))
    .filter((probe) => startedAt(probe) >= from);
  const run = goodRun(probes, (probe) => failsInKind(signature, probe), seenAt);
  const shown =
    run && probes.find((probe) => seenAt(probe) >= run.since && matchesSignature(signature, probe));
  return { run, match: shown ? asMatch(signature, shown, seenAt(shown)) : null };
}

/** A failing command's text may change while the fault lasts (several texts of one condition): failing is what counts. */
function failsInKind(signature: CommandSignature, probe: SampleOf<"command">): boolean {
  const mustFail = signature.exit === "non-zero" || (signature.exit !== "any" && signature.exit !== 0);
  return mustFail ? probe.exit !== 0 : matchesSignature(signature, probe);
}

/** Logs and events are seen once; a False condition may be overwritten by another API server within 0.1 s. */
function stillHolds(signature: Signature, view: View): boolean {
  const isState =
    signature.kind === "namespace" || (signature.kind === "apiservice" && signature.status === "True");
  if (!isState) return true;
  const last = view.samples.findLast((sample) => isAbout(signature, sample));
  return last !== undefined && matchesSignature(signature, last);
}
