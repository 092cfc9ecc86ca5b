import type { Scenario } from "../types.ts";
import { behaviourProblems } from "./behaviour.ts";
import type { Problem } from "./problem.ts";
import { ruleProblems } from "./rules.ts";
import { scenarioSchema } from "./schema.ts";

/** Everything wrong with what a scenario file exports: its shape, then rules between fields, then what its functions do. */
export function validateScenario(value: unknown): readonly Problem[] {
  const shape = scenarioSchema.safeParse(value);
  if (!shape.success) return shape.error.issues.flatMap(problemsOf);
  const rules = ruleProblems(value as Scenario);
  return rules.length > 0 ? rules : behaviourProblems(value as Scenario);
}

type Issue = NonNullable<ReturnType<typeof scenarioSchema.safeParse>["error"]>["issues"][number];

function problemsOf(issue: Issue): readonly Problem[] {
  const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key], message: "unknown key", at: "key" as const }));
  }
  return [{ path, message: issue.message, at: "value" }];
}
