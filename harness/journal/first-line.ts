import { closeSync, openSync, readSync } from "node:fs";

const PIECE_BYTES = 65_536;

/** Without its newline; undefined where there is none. */
export function firstLineOf(path: string): string | undefined {
  const file = openSync(path, "r");
  try {
    const pieces: Buffer[] = [];
    for (;;) {
      const piece = Buffer.alloc(PIECE_BYTES);
      const bytes = readSync(file, piece);
      if (bytes === 0) return undefined;
      const end = piece.subarray(0, bytes).indexOf("\n");
      pieces.push(piece.subarray(0, end < 0 ? bytes : end));
      if (end >= 0) return Buffer.concat(pieces).toString();
    }
  } finally {
    closeSync(file);
  }
}
