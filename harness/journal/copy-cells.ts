import { writeSync } from "node:fs";
import { eachLine, isOfType } from "./each-line.ts";

const BUFFER_BYTES = 4 * 2 ** 20;
const OF_THE_RUN = Buffer.from("run.");

/**
 * Appends the lines of a journal that belong to cells (or to those of them that are kept) to an open file, as they are: they name the
 * run they are from. A torn last line is left out.
 */
export function copyCells(
  from: string,
  file: number,
  keeps?: (cell: string, attempt: number) => boolean,
): void {
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  let held = 0;
  const flush = () => {
    writeAll(file, buffer.subarray(0, held));
    held = 0;
  };
  eachLine(from, (piece, start, end) => {
    if (start === end || isOfType(piece, start, end, OF_THE_RUN)) return;
    if (keeps) {
      const { cell, attempt } = JSON.parse(piece.toString("utf8", start, end)) as Tag;
      if (cell === undefined || attempt === undefined || !keeps(cell, attempt)) return;
    }
    const length = end + 1 - start;
    if (held + length > buffer.length) flush();
    if (length > buffer.length) return writeAll(file, piece.subarray(start, end + 1));
    held += piece.copy(buffer, held, start, end + 1);
  });
  flush();
}

interface Tag {
  readonly cell?: string;
  readonly attempt?: number;
}

function writeAll(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
