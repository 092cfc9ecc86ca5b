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

/** Like `firstMatch`, but only what still lasts counts: a command has not succeeded since, a state is still the state. */
export function heldMatch(signature: Signature, view: View, from: number): Held | null {
  if (signature.kind === "command") return heldCommand(signature, view, from);
  const match = firstMatch(signature, view, from);
  if (!match) return null;
  return stillHolds(signature, view) ? { match, run: null } : null;
}

/** From the vantage point that has failed longest: of several servers one may keep working, which is no recovery. */
function heldCommand(signature: CommandSignature, view: View, from: number): Held | null {
  const held = view.vantages.flatMap((vantage): (Held & { run: GoodRun })[] => {
    const looks = view.samples
      .filter(isLook(observableName(signature.on), vantage))
      .filter((look) => startedAt(look) >= from);
    const run = goodRun(looks, (look) => failsInKind(signature, look), seenAt);
    const shown = run && looks.find((look) => seenAt(look) >= run.since && matchesSignature(signature, look));
    return run && shown ? [{ match: asMatch(signature, shown, seenAt(shown)), run }] : [];
  });
  return held.sort((a, b) => a.run.since - b.run.since)[0] ?? null;
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
