import { distance } from "fastest-levenshtein";
import { firstLine } from "../../base/text/first-line.ts";
import type { Sample } from "../journal/events.ts";
import type { Signature } from "../scenario/types.ts";
import { writtenAt } from "./came-after.ts";
import { literalWords, wordsOf } from "./literal-words.ts";
import { isAbout, matchesSignature } from "./match-signature.ts";
import { textOf, whereOf } from "./sample-words.ts";
import { seenAt, startedAt, type View } from "./view.ts";

/** The line that came nearest to a signature which has not been seen, and what is missing of it. */
export interface Nearest {
  /** When it was seen, milliseconds since the epoch. */
  readonly at: number;
  readonly where: string;
  readonly text: string;
  /** Words that the signature wants literally, and those of them that are not in the line. */
  readonly wanted: number;
  readonly missing: readonly string[];
  /** Why a text that is right does not count; null where the text itself is not right. */
  readonly but: string | null;
}

/** So much of a word may be mistyped: it is what somebody who looks for a text that does not come wants to see. */
const MISTYPED = 1 / 4;
/** Characters of a line that are compared: the body of an answer may be one line of megabytes. */
const LONGEST_LINE = 2_000;

/**
 * Of what was seen of a signature's object since `from` (ms since the epoch) the line that has most letters of the words its pattern
 * wants literally; of several the newest. Null where nothing was seen. What would match but came earlier is among them, and says so.
 */
export function nearestText(signature: Signature, view: View, from: number): Nearest | null {
  let nearest: (Nearest & { readonly letters: number }) | null = null;
  for (const sample of view.samples) {
    if (!isAbout(signature, sample)) continue;
    const isEarly = cameAt(sample) < from;
    if (isEarly && !matchesSignature(signature, sample)) continue;
    const { letters, ...line } = nearestLine(signature, sample);
    if (nearest && letters < nearest.letters) continue;
    const but = isEarly ? "it came before the change" : whyNot(signature, sample);
    nearest = { at: seenAt(sample), where: whereOf(sample), ...line, but, letters };
  }
  if (!nearest) return null;
  const { letters: _, ...found } = nearest;
  return found;
}

function cameAt(sample: Sample): number {
  if (sample.kind === "command") return startedAt(sample);
  return sample.kind === "log" ? writtenAt(sample) : seenAt(sample);
}

type Line = Pick<Nearest, "text" | "wanted" | "missing"> & { readonly letters: number };

/** A watch looks at all that was seen four times a second, and most of it has been compared before. */
const compared = new WeakMap<Signature, WeakMap<Sample, Line>>();

function nearestLine(signature: Signature, sample: Sample): Line {
  const known = compared.get(signature) ?? new WeakMap<Sample, Line>();
  compared.set(signature, known);
  const line = known.get(sample) ?? compare(alternativesOf(signature), said(sample));
  known.set(sample, line);
  return line;
}

function compare(alternatives: readonly (readonly string[])[], text: string): Line {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  let best: Line = {
    text: firstLine(text),
    wanted: alternatives[0]?.length ?? 0,
    missing: alternatives[0] ?? [],
    letters: 0,
  };
  for (const line of lines) {
    const there = wordsOf(line.slice(0, LONGEST_LINE));
    for (const words of alternatives) {
      const missing = words.filter((word) => !there.some((other) => isNearly(word, other)));
      const letters = length(words) - length(missing);
      if (letters > best.letters) best = { text: line, wanted: words.length, missing, letters };
    }
  }
  return best;
}

const length = (words: readonly string[]) => words.join("").length;

function isNearly(word: string, other: string): boolean {
  if (word === other) return true;
  const most = Math.floor(word.length * MISTYPED);
  return Math.abs(word.length - other.length) <= most && distance(word, other) <= most;
}

/** The words of each alternative; none for what is no text. */
function alternativesOf(signature: Signature): readonly (readonly string[])[] {
  switch (signature.kind) {
    case "command":
    case "log":
      return signature.text.map(literalWords);
    case "event":
      return signature.text.map((text) => [...wordsOf(signature.reason), ...literalWords(text)]);
    case "namespace":
      return signature.text.map((text) => [...wordsOf(signature.condition), ...literalWords(text)]);
    case "apiservice":
      return signature.reason.flatMap((reason) =>
        (signature.message ?? [/(?:)/]).map((message) => [
          ...wordsOf(`${signature.status} ${reason}`),
          ...literalWords(message),
        ]),
      );
    default:
      return [];
  }
}

/** What a sample says with all that a signature asks of it. */
function said(sample: Sample): string {
  if (sample.kind === "event") return `${sample.reason}: ${sample.text}`;
  if (sample.kind !== "apiservice") return textOf(sample);
  return sample.present ? `${sample.status} ${textOf(sample)}` : "no APIService";
}

/** What has to be true beside the words (first-match.ts, came-after.ts). */
const DOES_NOT_COUNT: Readonly<Partial<Record<Signature["kind"], string>>> = {
  apiservice: "it was not overwritten often enough",
  log: "it is of a pod that is gone, or was there before",
  event: "it was there before, and is only listed again",
  pod: "it was not ready all along",
};

/** Of a command the text may be there and the exit code another one; a line may be of a pod that does not count. */
function whyNot(signature: Signature, sample: Sample): string | null {
  if (matchesSignature(signature, sample)) return DOES_NOT_COUNT[signature.kind] ?? null;
  if (signature.kind !== "command" || sample.kind !== "command") return null;
  const { exit } = sample;
  return !signature.absent && matchesSignature({ ...signature, exit: "any" }, sample)
    ? `it ended with exit code ${exit}, and ${signature.exit} is wanted`
    : null;
}
