import { changesBetween, judgeChanges } from "../../protocol/changes.ts";
import type { DiffCall, ResourceDiff } from "../../protocol/plugin.ts";
import { fixedFields, type Mutability } from "./fixed-fields.ts";
import { AUTONAMED, isAnnotatedTrue, metadataOf } from "./metadata.ts";

/** What changed in the inputs, leaf by leaf, and whether the API server lets it change. */
export function diffObject({ oldInputs, inputs }: DiffCall, mutability: Mutability): ResourceDiff {
  const changes = judgeChanges(changesBetween(oldInputs, inputs), fixedFields(inputs, mutability));
  const [before, after] = [metadataOf(oldInputs), metadataOf(inputs)];
  const keepsItsName = before.name === after.name && before.namespace === after.namespace;
  return { changes, deleteBeforeReplace: keepsItsName && !isAnnotatedTrue(inputs, AUTONAMED) };
}
