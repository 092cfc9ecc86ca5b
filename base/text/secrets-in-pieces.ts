import { StringDecoder } from "node:string_decoder";
import type { SecretFilter } from "./secrets.ts";

/** Characters held back at most: what has no line's end for so long is cut at a blank. */
const MOST_HELD = 64 * 1024;
/** A word that is longer may be a secret that no cut is to go through. */
const LONG_WORD = `[redacted: word of more than ${MOST_HELD} characters]`;

export interface PieceFilter {
  /** What of the text so far is whole, filtered. */
  readonly take: (piece: Buffer) => string;
  /** What is held yet, filtered. */
  readonly end: () => string;
}

/** A filter of texts for UTF-8 that comes in pieces: by whole lines, and as one what goes on after a line's end, as a key in PEM. */
export function pieceFilter(filter: SecretFilter): PieceFilter {
  const decoder = new StringDecoder("utf8");
  let held = "";
  let inLongWord = false;
  const upTo = (end: number) => {
    const text = filter(held.slice(0, end));
    held = held.slice(end);
    return text;
  };
  const hold = (text: string) => {
    held += text;
    if (!inLongWord) return;
    const end = held.search(/\s/);
    held = end < 0 ? "" : held.slice(end);
    inLongWord = end < 0;
  };
  return {
    take: (piece) => {
      hold(decoder.write(piece));
      const whole = upTo(endOfWhole(held, filter));
      if (held.length <= MOST_HELD) return whole;
      const words = upTo(lastCut(held, /\s/, filter));
      if (held.length <= MOST_HELD) return whole + words;
      held = "";
      inLongWord = true;
      return whole + words + LONG_WORD;
    },
    end: () => {
      hold(decoder.end());
      return upTo(held.length);
    },
  };
}

function endOfWhole(text: string, filter: SecretFilter): number {
  const begun = text.lastIndexOf("-----BEGIN ");
  const ending = text.indexOf("-----END ", begun);
  const isOpen = begun >= 0 && (ending < 0 || !text.includes("\n", ending));
  return lastCut(isOpen ? text.slice(0, begun) : text, /\n/, filter);
}

/** The end of the last blank of a kind after which no secret goes on; 0 where there is none. */
function lastCut(text: string, blank: RegExp, { mayGoOn }: SecretFilter): number {
  for (let end = text.length; end > 0; end -= 1)
    if (blank.test(text.charAt(end - 1)) && !mayGoOn(text.slice(0, end))) return end;
  return 0;
}
