import { existsSync } from "node:fs";
import { basename, dirname, extname, resolve } from "node:path";
import { closest } from "fastest-levenshtein";
import { scenarioFile, scenarioIds } from "../../scenario/load/load.ts";
import { UsageError } from "../../usage-error.ts";

export interface ScenarioFile {
  readonly id: string;
  /** Folder and file, absolute. */
  readonly dir: string;
  readonly file: string;
}

/** The file that somebody names by its path, or by its id in a folder of scenarios. @throws UsageError where it is not there; NoScenarios. */
export async function scenarioFileOf(selector: string, scenarios: string): Promise<ScenarioFile> {
  const isFile = /\.(ts|js)$/.test(selector);
  const dir = resolve(isFile ? dirname(selector) : scenarios);
  const id = isFile ? basename(selector, extname(selector)) : selector;
  const known = await scenarioIds(dir);
  const file = scenarioFile(dir, id);
  if (known.includes(id) && existsSync(file)) return { id, dir, file };
  const near =
    known.length > 0 ? `; did you mean ${closest(id, [...known])}?` : "; `faultline new <thread>` writes one";
  throw new UsageError(`${dir} has no scenario ${id}${near}`);
}
