import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { z } from "zod";
import { atVersions } from "../at-versions.ts";
import { InvalidScenarios, type LocatedProblem, NoScenarios } from "../errors.ts";
import type { FailureModes, Scenario } from "../types.ts";
import { behaviourProblems } from "./behaviour.ts";
import { loadModes, MODES_FILE } from "./load-modes.ts";
import { type Problem, pathText } from "./problem.ts";
import { ruleProblems } from "./rules.ts";
import { scenarioSchema } from "./schema.ts";

export interface LoadedScenario {
  readonly scenario: Scenario;
  /** As given: the folder and the file's name. */
  readonly file: string;
}

/**
 * Imports and validates every `<id>.ts` in a folder, ordered by id.
 * @throws InvalidScenarios, which names file, line and column of everything wrong in all of them, or NoScenarios.
 */
export async function loadScenarios(dir: string): Promise<readonly LoadedScenario[]> {
  const ids = await scenarioIds(dir);
  if (ids.length === 0) throw new NoScenarios(dir);
  const results = await Promise.all(ids.map((id) => loadOne(scenarioFile(dir, id))));
  const problems = results.flatMap((result) => ("problems" in result ? result.problems : []));
  if (problems.length > 0) throw new InvalidScenarios(problems);
  return results.flatMap((result) => ("problems" in result ? [] : [result]));
}

/** The same for who does not ask where they are written. @throws as `loadScenarios`. */
export async function loadCatalog(dir: string): Promise<readonly Scenario[]> {
  return (await loadScenarios(dir)).map(({ scenario }) => scenario);
}

/** The scenarios of a folder by their files' names, sorted. @throws NoScenarios where there is no such folder. */
export async function scenarioIds(dir: string): Promise<readonly string[]> {
  const names = await readdir(dir).catch((cause: unknown) => {
    throw new NoScenarios(dir, { cause });
  });
  const files = names
    .filter((name) => /(?<!\.d)\.(ts|js)$/.test(name))
    .map((name) => basename(name, extname(name)));
  return [...new Set(files)].filter((name) => name !== basename(MODES_FILE, ".ts")).sort();
}

/** The file of a scenario: TypeScript, or built as faultline's own are in its package. */
export function scenarioFile(dir: string, id: string): string {
  const built = join(dir, `${id}.js`);
  return existsSync(built) && !existsSync(join(dir, `${id}.ts`)) ? built : join(dir, `${id}.ts`);
}

/** The same of one file, for who needs no other. @throws InvalidScenarios. */
export async function loadScenario(dir: string, id: string): Promise<Scenario> {
  const result = await loadOne(scenarioFile(dir, id));
  if ("problems" in result) throw new InvalidScenarios(result.problems);
  return result.scenario;
}

type Failure = { readonly problems: readonly LocatedProblem[] };

async function loadOne(file: string): Promise<LoadedScenario | Failure> {
  const path = resolve(file);
  let module: { readonly default?: unknown };
  try {
    module = await import(pathToFileURL(path).href);
  } catch (error) {
    const { locateImportError } = await import("./locate-import.ts");
    return { problems: [{ file, ...(await locateImportError(path, error)) }] };
  }
  if (module.default === undefined) {
    const message = "has no default export; write `export default defineScenario({ ... })`";
    return { problems: [{ file, line: 1, column: 1, message }] };
  }
  const problems = [
    ...contentProblems(module.default),
    ...nameProblems(module.default, file),
    ...modeProblems(module.default, await loadModes(dirname(path))),
    ...(await alikeProblems(module.default, dirname(path))),
  ];
  if (problems.length > 0)
    return { problems: await Promise.all(problems.map((found) => located(file, found))) };
  return { scenario: atVersions(module.default as Scenario), file };
}

/** Everything wrong with what a scenario file exports: its shape, then rules between fields, then what its functions do. */
function contentProblems(value: unknown): readonly Problem[] {
  const shape = scenarioSchema.safeParse(value);
  if (!shape.success) return shape.error.issues.flatMap(shapeProblems);
  const rules = ruleProblems(value as Scenario);
  return rules.length > 0 ? rules : behaviourProblems(value as Scenario);
}

function shapeProblems(issue: z.core.$ZodIssue): readonly Problem[] {
  const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
  if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key], message: "unknown key", at: "key" }));
}

function nameProblems(value: unknown, file: string): readonly Problem[] {
  const expected = basename(file, extname(file));
  const { id } = value as Partial<Scenario>;
  if (typeof id !== "string" || id === expected) return [];
  return [{ path: ["id"], message: `must be the file's name, ${expected}` }];
}

function modeProblems(value: unknown, modes: FailureModes): readonly Problem[] {
  const { mode } = value as Partial<Scenario>;
  if (typeof mode !== "string" || Object.hasOwn(modes, mode)) return [];
  const message = `${mode} is not in the catalog of failure modes; add its title and meaning to ${MODES_FILE} beside this file`;
  return [{ path: ["mode"], message }];
}

/** `alike` names another scenario, and that file must be there, whatever is in it. */
async function alikeProblems(value: unknown, dir: string): Promise<readonly Problem[]> {
  const { symptom } = value as Partial<Scenario>;
  if (!Array.isArray(symptom?.alike)) return [];
  const known = await scenarioIds(dir);
  return symptom.alike.flatMap((each: unknown, index) => {
    const { scenario } = each as { readonly scenario?: unknown };
    if (typeof scenario !== "string" || known.includes(scenario)) return [];
    const message = `${scenario} is no scenario of this folder`;
    return [{ path: ["symptom", "alike", index, "scenario"], message }];
  });
}

/** A problem of a file (path), placed in it. */
export async function located(file: string, problem: Problem): Promise<LocatedProblem> {
  const { path, message } = problem;
  // The compiler is a hundred times the size of a scenario, so it is loaded only once there is something to point at.
  const { locate } = await import("./locate.ts");
  const position = await locate(resolve(file), problem);
  return { file, ...position, message: path.length === 0 ? message : `${pathText(path)}: ${message}` };
}
