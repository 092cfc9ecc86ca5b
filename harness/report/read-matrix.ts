import { readFile } from "node:fs/promises";
import { whatIsWrong } from "../../base/text/what-is-wrong.ts";
import { pointOf } from "../plan/point.ts";
import { UsageError } from "../usage-error.ts";
import type { Compared } from "./diff/compared.ts";
import { sideAt } from "./diff/side-at.ts";
import { findJournal } from "./find-journal.ts";
import { matrixSchema } from "./matrix-schema.ts";
import { readRunOutline, runOf } from "./read-run.ts";

/**
 * What is compared of a run by its id, folder or journal, or as a matrix.json that somebody kept.
 * @throws UsageError if there is none; JournalFormatError.
 */
async function readCompared(results: string, run: string): Promise<Compared> {
  if (!run.endsWith(".json"))
    return (await runOf(await readRunOutline(await findJournal(results, run), "verdicts"))).matrix;
  try {
    return matrixSchema.parse(JSON.parse(await readFile(run, "utf8")));
  } catch (error) {
    throw new UsageError(`${run} is no matrix.json that this version reads: ${whatIsWrong(error)}`, {
      cause: error,
    });
  }
}

/** The same, or of a run at several versions those cells that `<run>@<versions>` names. @throws the same. */
export async function readSide(results: string, name: string): Promise<Compared> {
  const [, run, point] = /^(.+)@([^/@]+=[^/@]+)$/.exec(name) ?? [];
  if (run === undefined || point === undefined) return readCompared(results, name);
  return sideAt(await readCompared(results, run), pointOf(point));
}
