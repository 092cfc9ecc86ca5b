import { observableName } from "../observe/observable-name.ts";
import type { Signature } from "../scenario/types.ts";
import { asMatch, firstMatch, type SignatureMatch } from "./first-match.ts";
import { isLook } from "./good-look.ts";
import { type GoodRun, goodRun } from "./good-run.ts";
import { isAbout, matchesSignature } from "./match-signature.ts";
import { type SampleOf, seenAt, startedAt, type View } from "./view.ts";

/** A signature that was seen, and for how long the failure has lasted without one success. */
export interface Held {
  readonly match: SignatureMatch;
  /** For commands: the failing looks since the last success; null for what is watched. */
  readonly run: GoodRun | null;
}

type CommandSignature = Extract<Signature, { kind: "command" }>;

/**
 * Like `firstMatch`, but only what still lasts counts: a command has not succeeded since, a state is still the state. `failing` names
 * the vantage points that must all show a command's signature; without it, one is enough.
 */
export function heldMatch(
  signature: Signature,
  view: View,
  from: number,
  failing?: readonly string[],
): Held | null {
  if (signature.kind === "command") {
    const held = (failing ?? view.vantages).flatMap(heldAt(signature, view, from));
    return failing ? shortest(held, failing.length) : longest(held);
  }
  const match = firstMatch(signature, view, from);
  if (!match) return null;
  return stillHolds(signature, view) ? { match, run: null } : null;
}

type HeldCommand = Held & { readonly run: GoodRun };

/** Of several servers one may keep working, which is no recovery. */
function longest(held: readonly HeldCommand[]): Held | null {
  return held.toSorted((a, b) => a.run.since - b.run.since)[0] ?? null;
}

/** As long as all have failed, and first seen when the last of them showed it. */
function shortest(held: readonly HeldCommand[], wanted: number): Held | null {
  const run = held.toSorted((a, b) => b.run.since - a.run.since)[0]?.run;
  const match = held.toSorted((a, b) => b.match.at - a.match.at)[0]?.match;
  return run && match && held.length === wanted ? { run, match } : null;
}

function heldAt(signature: CommandSignature, view: View, from: number) {
  return (vantage: string): HeldCommand[] => {
    const looks = view.samples
      .filter(isLook(observableName(signature.on), vantage))
      .filter((look) => startedAt(look) >= from);
    const run = goodRun(looks, (look) => failsInKind(signature, look), seenAt);
    const shown = run && looks.find((look) => seenAt(look) >= run.since && matchesSignature(signature, look));
    return run && shown ? [{ match: asMatch(signature, shown, seenAt(shown)), run }] : [];
  };
}

/** A failing command's text may change while the fault lasts (several texts of one condition): failing is what counts. */
function failsInKind(signature: CommandSignature, look: SampleOf<"command">): boolean {
  const mustFail = signature.exit === "non-zero" || (signature.exit !== "any" && signature.exit !== 0);
  return mustFail ? look.exit !== 0 : matchesSignature(signature, look);
}

/** Logs and events are seen once; a False condition may be overwritten by another API server within 0.1 s. */
function stillHolds(signature: Signature, view: View): boolean {
  const isState =
    signature.kind === "namespace" || (signature.kind === "apiservice" && signature.status === "True");
  if (!isState) return true;
  const last = view.samples.findLast((sample) => isAbout(signature, sample));
  return last !== undefined && matchesSignature(signature, last);
}
