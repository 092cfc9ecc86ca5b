import { isDeepStrictEqual } from "node:util";
import type { StandSpec } from "../../../stacks/spec.ts";
import { refuseUnsupportedParts } from "../../../stacks/unsupported-part.ts";
import type { Fix, Scenario } from "../types.ts";
import { commandProblems } from "./commands.ts";
import { nodeProblems } from "./nodes-of-spec.ts";
import type { Problem } from "./problem.ts";

/**
 * Runs a scenario's functions on every platform, on frozen specs, so that an edit that throws, changes its input or changes
 * nothing is found before a cluster exists; so is a part or a node that the platform's stand does not have.
 */
export function behaviourProblems(scenario: Scenario): readonly Problem[] {
  const problems: Problem[] = [];
  for (const platform of scenario.platforms) {
    const healthy = attempt(["healthy"], () => scenario.healthy(platform), problems);
    if (healthy === undefined) break;
    problems.push(...commandProblems(scenario, healthy), ...nodeProblems(["healthy"], healthy));
    const faulty = edited(["fault", "edit"], scenario.fault, healthy, problems);
    if (faulty === undefined) break;
    const { again } = scenario.fault;
    if (again) edited(["fault", "again"], { edit: again }, faulty, problems);
    scenario.fixes.forEach((fix, index) => {
      const fixed = edited(["fixes", index, "edit"], fix, faulty, problems);
      const { afterwards } = fix;
      if (fixed && afterwards)
        edited(["fixes", index, "afterwards", "edit"], { edit: afterwards.edit }, fixed, problems);
    });
    if (problems.length > 0) break;
  }
  return problems;
}

function edited(
  path: Problem["path"],
  { edit, act, allowedChanges }: Pick<Fix, "edit"> & Partial<Pick<Fix, "act" | "allowedChanges">>,
  before: StandSpec,
  problems: Problem[],
): StandSpec | undefined {
  const after = attempt(path, () => edit(before), problems);
  if (after === undefined) return undefined;
  const changes = !isDeepStrictEqual(before, after);
  if (act === undefined && !changes) problems.push({ path, message: "changes nothing and has no act" });
  if (changes && allowedChanges?.length === 0)
    problems.push({ path, message: "changes the desired state, but allowedChanges is empty" });
  if (!isDeepStrictEqual(edit(before), after)) {
    problems.push({ path, message: "gives another result the second time; an edit must be pure" });
  }
  // What the state before has wrong is said there.
  const known = nodeProblems(path, before).map(({ message }) => message);
  problems.push(...nodeProblems(path, after).filter(({ message }) => !known.includes(message)));
  return after;
}

function attempt(path: Problem["path"], make: () => StandSpec, problems: Problem[]): StandSpec | undefined {
  try {
    const spec = frozen(make());
    refuseUnsupportedParts(spec);
    return spec;
  } catch (error) {
    problems.push({ path, message: `throws ${String(error)}` });
    return undefined;
  }
}

/** A scenario that writes to its input then throws here, in strict mode, instead of breaking another cell. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
