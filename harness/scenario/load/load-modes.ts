import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { codeFile } from "../../../base/code-file.ts";
import { InvalidScenarios } from "../errors.ts";
import type { FailureModes } from "../types.ts";

/** The file beside the scenarios that names their failure modes. */
export const MODES_FILE = "modes.ts";

const OURS = codeFile("../../../scenarios/modes", import.meta.url);

/**
 * The failure modes that scenarios in this folder may name: faultline's own, and those of the folder's `modes.ts`.
 * @throws InvalidScenarios when that file cannot be loaded.
 */
export async function loadModes(dir: string): Promise<FailureModes> {
  const theirs = join(dir, MODES_FILE);
  return { ...(await modesOf(OURS)), ...(existsSync(theirs) && (await modesOf(theirs))) };
}

async function modesOf(file: string): Promise<FailureModes> {
  try {
    return (await import(pathToFileURL(file).href)).modes;
  } catch (error) {
    const { locateImportError } = await import("./locate-import.ts");
    throw new InvalidScenarios([{ file, ...(await locateImportError(file, error)) }], { cause: error });
  }
}
