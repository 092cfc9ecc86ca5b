import { readFile } from "node:fs/promises";
import { InvalidScenarios, type LocatedProblem } from "../errors.ts";
import { scenarioFile } from "./load.ts";

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

/** What nobody has written yet shows nothing, so its cells are not planned. @throws InvalidScenarios. */
export async function refuseUnfilled(dir: string, ids: readonly string[]): Promise<void> {
  const files = [...new Set(ids)].map((id) => scenarioFile(dir, id)).filter((file) => file.endsWith(".ts"));
  const left = (await Promise.all(files.map(fillIns))).flat();
  if (left.length > 0) throw new InvalidScenarios(left);
}
