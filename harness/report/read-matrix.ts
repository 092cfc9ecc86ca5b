import { readFile } from "node:fs/promises";
import { whatIsWrong } from "../../base/text/what-is-wrong.ts";
import { readOutline } from "../journal/read-journal.ts";
import { pointOf } from "../plan/point.ts";
import { UsageError } from "../usage-error.ts";
import { sideAt } from "./diff/side-at.ts";
import { findJournal } from "./find-journal.ts";
import { matrixFrom } from "./matrix-from.ts";
import { type Matrix, matrixSchema } from "./matrix-schema.ts";

/**
 * The matrix of a run by its id, folder or journal, or as a matrix.json that somebody kept.
 * @throws UsageError if there is none; JournalFormatError.
 */
async function readMatrix(results: string, run: string): Promise<Matrix> {
  if (!run.endsWith(".json")) return matrixFrom((await readOutline(await findJournal(results, run))).events);
  try {
    return matrixSchema.parse(JSON.parse(await readFile(run, "utf8")));
  } catch (error) {
    throw new UsageError(`${run} is no matrix.json that this version reads: ${whatIsWrong(error)}`, {
      cause: error,
    });
  }
}

/** The same, or of a run at several versions those cells that `<run>@<versions>` names. @throws the same. */
export async function readSide(results: string, name: string): Promise<Matrix> {
  const [, run, point] = /^(.+)@([^/@]+=[^/@]+)$/.exec(name) ?? [];
  if (run === undefined || point === undefined) return readMatrix(results, name);
  return sideAt(await readMatrix(results, run), pointOf(point));
}
