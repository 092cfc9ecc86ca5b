import type { SignatureMatch } from "../journal/events.ts";
import { observableName } from "../observe/observable-name.ts";
import type { CommandSignature, Signature } from "../scenario/types.ts";
import { asMatch, firstMatch } from "./first-match.ts";
import { isProbe } from "./good-probe.ts";
import { type GoodRun, goodRun } from "./good-run.ts";
import { isAbout, matchesSignature } from "./match-signature.ts";
import { isUnknown } from "./unknown.ts";
import { type SampleOf, samplesOf, seenAt, startedAt, type View } from "./view.ts";

/** A signature that was seen, and for how long the failure has lasted without one success. */
export interface Held {
  readonly match: SignatureMatch;
  /** For commands: the probes that showed the documented text since the last success; null for what is watched. */
  readonly run: GoodRun | null;
  /**
   * Of a state: when it came back after it had been another for a moment, as a kubelet that starts again takes readiness from its pods. It
   * is held from then on, and what else failed in that moment is no part of the symptom.
   */
  readonly again?: number | undefined;
}

/**
 * Like `firstMatch`, but only what still lasts counts: a command has not succeeded since, a state is still the state. `failing` names
 * the vantage points from which a command must fail, all of them, with the documented text from one at least. Without it, one vantage
 * point is enough.
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
  if (!match || !stillHolds(signature, view)) return null;
  return { match, run: null, again: backAt(signature, view, from) };
}

/** When a state came back that was another since `from` (ms since the epoch). */
function backAt(signature: Signature, view: View, from: number): number | undefined {
  if (!isState(signature)) return undefined;
  const about = view.samples.filter((sample) => isAbout(signature, sample) && seenAt(sample) >= from);
  const broken = about.findLastIndex((sample) => !matchesSignature(signature, sample));
  const again = broken < 0 ? undefined : about[broken + 1];
  return again && seenAt(again);
}

/** The vantage point that has failed longest counts, because one of several servers may keep working without a recovery. */
function longest(seen: readonly Failing[]): Held | null {
  return seen.flatMap(({ held }) => held ?? []).toSorted((a, b) => a.run.since - b.run.since)[0] ?? null;
}

/**
 * The time counts during which all have failed. Which of the texts of one condition a server gives is a matter of moments, so that one
 * of them has to show the documented one, and the others not to succeed.
 */
function shortest(seen: readonly Failing[]): Held | null {
  const last = seen.flatMap(({ failed }) => failed ?? []).toSorted((a, b) => b.since - a.since)[0];
  const first = seen.flatMap(({ held }) => held ?? []).toSorted((a, b) => a.match.at - b.match.at)[0];
  if (!last || !first || seen.some(({ failed }) => failed === null)) return null;
  return { run: last, match: { ...first.match, at: Math.max(first.match.at, last.since) } };
}

interface HeldCommand extends Held {
  readonly run: GoodRun;
}

/** What one vantage point shows since its last success. */
interface Failing {
  /** The probes that failed, in whichever words: that others succeed meanwhile shows that it is not the harness. */
  readonly failed: GoodRun | null;
  /** Those that showed the documented words. */
  readonly held: HeldCommand | null;
}

/** From the first that shows the documented words so many must: with more of others it is not this that is seen. */
const DOCUMENTED = 1 / 2;

function failingAt(signature: CommandSignature, view: View, from: number, vantage: string): Failing {
  const probes = view.samples
    .filter(isProbe(observableName(signature.on), vantage))
    .filter((probe) => startedAt(probe) >= from)
    // A look that did not get there tells nothing.
    .filter((probe) => !isUnknown(probe));
  const unbroken = probes.slice(probes.findLastIndex((probe) => endsIt(signature, probe)) + 1);
  const failed = runOf(unbroken);
  const shown = unbroken.filter((probe) => matchesSignature(signature, probe));
  const [first] = shown;
  if (!first) return { failed, held: null };
  const match = asMatch(signature, first, seenAt(first));
  const run = runOf(shown);
  const enough = shown.length >= (unbroken.length - unbroken.indexOf(first)) * DOCUMENTED;
  return { failed, held: run && enough ? { run, match } : null };
}

function runOf(probes: readonly SampleOf<"command">[]): GoodRun | null {
  return goodRun(probes, () => true, seenAt);
}

/**
 * A command that must fail may fail in words the scenario does not know (its own timeout, a server too busy): that is no success, and
 * no proof either. Of one that need not fail, or not show a text, anything but what is documented ends it.
 */
function endsIt(signature: CommandSignature, probe: SampleOf<"command">): boolean {
  const mustFail = signature.exit === "non-zero" || (signature.exit !== "any" && signature.exit !== 0);
  return mustFail && !signature.absent ? probe.exit === 0 : !matchesSignature(signature, probe);
}

/**
 * Logs and events are seen once. A False condition may be overwritten by another API server within 0.1 s, so that True does not end it;
 * another reason does, because a pod that starts or a connection that breaks gives one in passing.
 */
function stillHolds(signature: Signature, view: View): boolean {
  if (
    signature.kind === "apiservice" &&
    signature.status === "False" &&
    signature.overwritten === undefined
  ) {
    const last = samplesOf(view, "apiservice").findLast(({ status }) => status === "False");
    return last !== undefined && matchesSignature(signature, last);
  }
  if (!isState(signature)) return true;
  const last = view.samples.findLast((sample) => isAbout(signature, sample));
  return last !== undefined && matchesSignature(signature, last);
}

/** What is so until it is seen to be otherwise. */
function isState(signature: Signature): boolean {
  return (
    signature.kind === "namespace" ||
    signature.kind === "no-apiservice" ||
    (signature.kind === "apiservice" && signature.status === "True")
  );
}
