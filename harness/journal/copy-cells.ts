import { writeAll } from "../../base/write-all.ts";
import { ofType } from "./each-line.ts";
import { eachLineIn, filesOf } from "./journal-files.ts";

/**
 * Appends the lines of a journal that belong to attempts that are kept to an open file, as they are: they name the run they are from.
 * A torn last line is left out.
 */
export function copyCells(
  from: string,
  file: number,
  keeps: (cell: string, attempt: number) => boolean,
): void {
  const isOfTheRun = ofType("run.");
  // Lines that follow one another are written in one call.
  let run: Buffer = Buffer.alloc(0);
  let [start, end] = [0, 0];
  const flush = () => {
    writeAll(file, run.subarray(start, end));
    [start, end] = [0, 0];
  };
  const isKept: typeof isOfTheRun = (piece, from, to) => {
    if (from === to || isOfTheRun(piece, from, to)) return false;
    const { cell, attempt } = JSON.parse(piece.toString("utf8", from, to)) as Tag;
    return cell !== undefined && attempt !== undefined && keeps(cell, attempt);
  };
  eachLineIn(
    filesOf(from),
    (piece, first, last) => {
      if (!isKept(piece, first, last)) return;
      if (first !== end || piece !== run) {
        flush();
        [run, start] = [piece, first];
      }
      end = last + 1;
    },
    flush,
  );
}

interface Tag {
  readonly cell?: string;
  readonly attempt?: number;
}
