import { existsSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { closest } from "fastest-levenshtein";
import { loadHealings } from "../plan/load-measured.ts";
import { InvalidScenarios, type LocatedProblem, NoScenarios } from "../scenario/errors.ts";
import { fillIns } from "../scenario/load/fill-ins.ts";
import { loadScenario, located, scenarioFile, scenarioIds } from "../scenario/load/load.ts";
import { MODES_FILE } from "../scenario/load/load-modes.ts";
import { UsageError } from "../usage-error.ts";
import { type Checked, checkScenario } from "./check-scenario.ts";
import { typeProblems } from "./type-problems.ts";

/** What files would do, and everything that is wrong with them, in the order of the files and their lines. */
interface CheckedFiles {
  readonly checked: readonly Checked[];
  readonly problems: readonly LocatedProblem[];
}

/**
 * Checks scenarios of a folder, each by itself: what is wrong with another is in nobody's way. `wanted`: ids, or the files; all where
 * none is named.
 * @throws UsageError for one that is not there, NoScenarios.
 */
export async function checkFiles(dir: string, wanted: readonly string[]): Promise<CheckedFiles> {
  const known = await scenarioIds(dir);
  if (known.length === 0) throw new NoScenarios(dir);
  const ids = wanted.length === 0 ? known : wanted.map((name) => idOf(name, known, dir));
  const healings = await loadHealings(dir);
  const checked: Checked[] = [];
  const problems: LocatedProblem[] = [];
  for (const id of ids) {
    try {
      const one = await checkScenario(await loadScenario(dir, id), healings);
      checked.push(one);
      problems.push(
        ...(await Promise.all(one.problems.map((problem) => located(scenarioFile(dir, id), problem)))),
      );
    } catch (error) {
      if (!(error instanceof InvalidScenarios)) throw error;
      problems.push(...error.problems);
    }
  }
  // What is built has been checked.
  const files = ids.map((id) => scenarioFile(dir, id)).filter((file) => file.endsWith(".ts"));
  const modes = join(dir, MODES_FILE);
  const written = existsSync(modes) ? [...files, modes] : files;
  problems.push(
    ...(files.length > 0 ? typeProblems(files) : []),
    ...(await Promise.all(written.map(fillIns))).flat(),
  );
  return { checked, problems: inOrder(problems) };
}

function idOf(name: string, known: readonly string[], dir: string): string {
  const id = basename(name, extname(name));
  if (known.includes(id)) return id;
  throw new UsageError(`${dir} has no scenario ${id}; did you mean ${closest(id, [...known])}?`);
}

/** The compiler often says once more what the loader has said of the same place. */
function inOrder(problems: readonly LocatedProblem[]): readonly LocatedProblem[] {
  const byPlace = new Map<string, LocatedProblem>();
  for (const problem of problems) {
    const place = `${problem.file}:${problem.line}:${problem.column}`;
    if (!byPlace.has(place)) byPlace.set(place, problem);
  }
  return [...byPlace.values()].toSorted(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column,
  );
}
