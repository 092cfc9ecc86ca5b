import { readFile } from "node:fs/promises";
import type { LocatedProblem } from "../scenario/errors.ts";

/** What `faultline new` writes where somebody has to write something. */
export const FILL_IN = "FILL IN";

/** Every place of a file that still has to be filled in. */
export async function fillIns(file: string): Promise<readonly LocatedProblem[]> {
  const lines = (await readFile(file, "utf8")).split("\n");
  return lines.flatMap((text, index) => {
    const at = text.indexOf(FILL_IN);
    if (at < 0) return [];
    const message = text.slice(at).replace(/["'`/\])},;]+$/, "");
    return [{ file, line: index + 1, column: at + 1, message }];
  });
}
