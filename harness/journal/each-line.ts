import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** Bytes `from` to `to` of a piece of the file are a line without its newline, until the next is seen. */
export type SeeLine = (piece: Buffer, from: number, to: number, number: number) => void;

const PIECE_BYTES = 4 * 2 ** 20;
const NEWLINE = "\n".charCodeAt(0);

/**
 * Goes through a file line by line, in pieces, because the journal of ten thousand cells is longer than a string may be. `number`
 * counts from 1. Returns what is left of a last line without its newline: a line is written in one call that ends with it, so its
 * writer was killed.
 */
export function eachLine(path: string, see: SeeLine): string {
  const file = openSync(path, "r");
  try {
    let piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, fstatSync(file).size + 1));
    let held = 0;
    let number = 0;
    for (;;) {
      if (held === piece.length) piece = Buffer.concat([piece], 2 * held);
      const end = held + readSync(file, piece, held, piece.length - held, null);
      if (end === held) return piece.toString("utf8", 0, held);
      let from = 0;
      for (let to = piece.indexOf(NEWLINE, held); to >= 0 && to < end; to = piece.indexOf(NEWLINE, from)) {
        see(piece, from, to, ++number);
        from = to + 1;
      }
      piece.copyWithin(0, from, end);
      held = end - from;
    }
  } finally {
    closeSync(file);
  }
}

const TYPE = Buffer.from('"type":"');

/**
 * Whether the line of an event is, by its bytes, of a type that begins so. The stamp before an event's own properties has no other
 * `type`; a line in another order is none of ours, and then the answer is no.
 */
export function isOfType(piece: Buffer, from: number, to: number, type: Buffer): boolean {
  const at = piece.indexOf(TYPE, from) + TYPE.length;
  return at > TYPE.length && at + type.length <= to && type.compare(piece, at, at + type.length) === 0;
}
