import type { Sample, SignatureMatch } from "../journal/events.ts";
import type { Signature } from "../scenario/types.ts";
import { cameAfter } from "./came-after.ts";
import { matchesSignature, nameOfSignature } from "./match-signature.ts";
import { readyAllAlong } from "./ready-all-along.ts";
import { textOf, whereOf } from "./sample-words.ts";
import { type SampleOf, samplesOf, seenAt, type View } from "./view.ts";

/**
 * The first sample since `from` (ms since the epoch) that shows the signature. What was seen before does not count, with two
 * exceptions: a condition that is True, an APIService that is not there, or a pod that is ready, and stays so counts from `from` on
 * ("Available all along").
 */
export function firstMatch(signature: Signature, view: View, from: number): SignatureMatch | null {
  if (signature.kind === "pod") {
    const ready = readyAllAlong(view, from);
    return ready && asMatch(signature, ready, from);
  }
  if (isStateAllAlong(signature)) {
    const carried = samplesOf(view, "apiservice").findLast((sample) => seenAt(sample) < from);
    if (carried && matchesSignature(signature, carried)) return asMatch(signature, carried, from);
  }
  if (signature.kind === "apiservice" && signature.overwritten !== undefined)
    return overwrittenMatch(signature, signature.overwritten, view, from);
  const lines = signature.kind === "log" ? signature : {};
  const first = view.samples.find(
    (sample, index) =>
      matchesSignature(signature, sample) &&
      cameAfter(sample, view, from, lines) &&
      isNews(sample, view, index),
  );
  return first ? asMatch(signature, first, seenAt(first)) : null;
}

function isStateAllAlong(signature: Signature): boolean {
  return (
    signature.kind === "no-apiservice" || (signature.kind === "apiservice" && signature.status === "True")
  );
}

export function asMatch(signature: Signature, sample: Sample, at: number): SignatureMatch {
  return { signature: nameOfSignature(signature), at, where: whereOf(sample), text: textOf(sample) };
}

/** The condition was seen so, and the next event was another server's True, `times` times: that event is the moment. */
function overwrittenMatch(
  signature: Signature,
  times: number,
  view: View,
  from: number,
): SignatureMatch | null {
  const conditions = samplesOf(view, "apiservice").filter((sample) => seenAt(sample) >= from);
  const flaps = conditions.flatMap((shown, index) => {
    const next = conditions[index + 1];
    return next?.status === "True" && matchesSignature(signature, shown) ? [{ shown, at: seenAt(next) }] : [];
  });
  const last = flaps[times - 1];
  return last ? asMatch(signature, last.shown, last.at) : null;
}

/** A watch that starts over repeats events it has shown: only a new one or a higher count is news. */
function isNews(sample: Sample, view: View, index: number): boolean {
  if (sample.kind !== "event") return true;
  const before = view.samples.slice(0, index).filter((other) => isSameEvent(other, sample));
  return before.every((other) => other.kind === "event" && other.count < sample.count);
}

function isSameEvent(other: Sample, sample: SampleOf<"event">): boolean {
  return (
    other.kind === "event" &&
    other.object === sample.object &&
    other.reason === sample.reason &&
    other.text === sample.text
  );
}
