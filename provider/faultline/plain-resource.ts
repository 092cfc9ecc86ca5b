import type { ZodObject } from "zod";
import { judgeChanges, leafChangesBetween } from "../protocol/changes.ts";
import type { Path } from "../protocol/path.ts";
import type { CheckCall, CheckFailure, DiffCall, ResourceDiff } from "../protocol/plugin.ts";
import { hasUnknown, type Properties } from "../protocol/values.ts";

/** Judges the inputs property by property, so that what a preview does not know yet is passed over and the rest is not. */
export async function checkWith(
  schema: ZodObject,
  { inputs }: CheckCall,
): Promise<{ inputs: Properties; failures: CheckFailure[] }> {
  const failures: CheckFailure[] = [];
  for (const property of Object.keys(inputs)) {
    if (!(property in schema.shape))
      failures.push({ property, reason: `unknown property; known: ${Object.keys(schema.shape).join(", ")}` });
  }
  for (const [property, type] of Object.entries(schema.shape)) {
    if (hasUnknown(inputs[property])) continue;
    const judged = type["~standard"].validate(inputs[property]);
    if (judged instanceof Promise || !judged.issues) continue;
    failures.push(
      ...judged.issues.map((issue: { readonly message: string }) => ({ property, reason: issue.message })),
    );
  }
  return { inputs, failures };
}

/** Every change replaces, except those below the `inPlace` properties. Names are fixed, so the old one goes first. */
export async function diffReplacing(
  { oldInputs, inputs }: DiffCall,
  inPlace: readonly string[] = [],
): Promise<ResourceDiff> {
  const changes = leafChangesBetween(oldInputs, inputs);
  const fixed: Path[] = Object.keys({ ...oldInputs, ...inputs })
    .filter((key) => !inPlace.includes(key))
    .map((key) => [key]);
  return { changes: judgeChanges(changes, fixed), deleteBeforeReplace: true };
}
