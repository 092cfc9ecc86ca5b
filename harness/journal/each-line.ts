import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** Bytes `from` to `to` of a piece of the file at `path` are a line without its newline, until the next is seen. */
export type SeeLine = (piece: Buffer, from: number, to: number, number: number, path: string) => void;

const PIECE_BYTES = 4 * 2 ** 20;
const NEWLINE = "\n".charCodeAt(0);

/**
 * Goes through a file line by line, in pieces, because the journal of ten thousand cells is longer than a string may be. `number`
 * counts from 1. Returns what is left of a last line without its newline: a line is written in one call that ends with it, so its
 * writer was killed. `pieceEnds` is called before another piece takes the place of the one whose lines were seen. Of a longer file so
 * many `bytes` are read.
 */
export function eachLine(
  path: string,
  see: SeeLine,
  pieceEnds: () => void = () => {},
  bytes = Number.POSITIVE_INFINITY,
): string {
  const file = openSync(path, "r");
  try {
    let piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, fstatSync(file).size + 1));
    let held = 0;
    let number = 0;
    let left = bytes;
    for (;;) {
      if (held === piece.length) piece = Buffer.concat([piece], 2 * held);
      const end = held + readSync(file, piece, held, Math.min(piece.length - held, left), null);
      left -= end - held;
      if (end === held) return piece.toString("utf8", 0, held);
      let from = 0;
      for (let to = piece.indexOf(NEWLINE, held); to >= 0 && to < end; to = piece.indexOf(NEWLINE, from)) {
        see(piece, from, to, ++number, path);
        from = to + 1;
      }
      pieceEnds();
      piece.copyWithin(0, from, end);
      held = end - from;
    }
  } finally {
    closeSync(file);
  }
}

const TYPE = Buffer.from('"type":"');

/**
 * A test for lines of events of types that begin so, by their bytes: most of a journal is then not parsed. The stamp before an event's
 * own properties has no other `type`; a line in another order is none of ours, and then the answer is no.
 */
export function ofType(...types: readonly string[]): (piece: Buffer, from: number, to: number) => boolean {
  const wanted = types.map((type) => Buffer.from(type));
  // The lines of one attempt have it at the same place.
  let offset = 0;
  return (piece, from, to) => {
    if (!isAt(piece, from + offset, TYPE)) {
      const at = piece.indexOf(TYPE, from);
      if (at < 0 || at >= to) return false;
      offset = at - from;
    }
    const name = from + offset + TYPE.length;
    for (const type of wanted) if (name + type.length <= to && isAt(piece, name, type)) return true;
    return false;
  };
}

function isAt(piece: Buffer, at: number, bytes: Buffer): boolean {
  for (let index = 0; index < bytes.length; index++) if (piece[at + index] !== bytes[index]) return false;
  return true;
}
