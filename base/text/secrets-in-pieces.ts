import { StringDecoder } from "node:string_decoder";

/** Characters held back at most: what has no line's end for so long is no log. */
const MOST_HELD = 64 * 1024;

export interface PieceFilter {
  /** What of the text so far is whole, filtered. */
  readonly take: (piece: Buffer) => string;
  /** What is held yet, filtered. */
  readonly end: () => string;
}

/** A filter of texts for UTF-8 that comes in pieces: by whole lines, and a key in PEM as one, because not each of its lines looks like one. */
export function pieceFilter(filter: (text: string) => string): PieceFilter {
  const decoder = new StringDecoder("utf8");
  let held = "";
  const upTo = (end: number) => {
    const text = filter(held.slice(0, end));
    held = held.slice(end);
    return text;
  };
  return {
    take: (piece) => {
      held += decoder.write(piece);
      return upTo(endOfWhole(held));
    },
    end: () => {
      held += decoder.end();
      return upTo(held.length);
    },
  };
}

function endOfWhole(text: string): number {
  const begun = text.lastIndexOf("-----BEGIN ");
  const ending = text.indexOf("-----END ", begun);
  const isOpen = begun >= 0 && (ending < 0 || !text.includes("\n", ending));
  const end = text.lastIndexOf("\n", isOpen ? begun : text.length) + 1;
  return text.length - end > MOST_HELD ? text.length : end;
}
