import { changesBetween, judgeChanges } from "../../protocol/changes.ts";
import type { DiffCall, ResourceDiff } from "../../protocol/plugin.ts";
import { kindOf } from "../kinds.ts";
import { metadataOf, refOf } from "./metadata.ts";

/** Of every object: what makes it another one. */
const IDENTITY = ["apiVersion", "kind", "metadata.name", "metadata.namespace"];

/** What changed in the inputs, leaf by leaf, and whether the API server lets it change. */
export function diffObject({ oldInputs, inputs }: DiffCall): ResourceDiff {
  const fixed = [...IDENTITY, ...kindOf(refOf(inputs)).fixed].map((path) => path.split("."));
  const [before, after] = [metadataOf(oldInputs), metadataOf(inputs)];
  const keepsItsName = before.name === after.name && before.namespace === after.namespace;
  return {
    changes: judgeChanges(changesBetween(oldInputs, inputs), fixed),
    deleteBeforeReplace: keepsItsName,
  };
}
