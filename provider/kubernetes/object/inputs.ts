import { changesBetween, judgeChanges } from "../../protocol/changes.ts";
import type { CheckCall, CheckFailure, DiffCall, ResourceDiff } from "../../protocol/plugin.ts";
import { isProperties, type Properties } from "../../protocol/values.ts";
import { kindOf } from "../kinds.ts";
import { metadataOf, refOf } from "./fields.ts";

/** What has to be there before an object can be applied; the inputs stay as they are. */
export function checkObject({ inputs }: CheckCall): { inputs: Properties; failures: CheckFailure[] } {
  const failures: CheckFailure[] = ["apiVersion", "kind"]
    .filter((property) => typeof inputs[property] !== "string")
    .map((property) => ({ property, reason: "is required" }));
  if (!isProperties(inputs.metadata) || metadataOf(inputs).name === undefined) {
    const reason = "is required: the stand-in for the Kubernetes plugin makes no names; give one";
    failures.push({ property: "metadata.name", reason });
  }
  return { inputs, failures };
}

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
