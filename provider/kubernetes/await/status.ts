import { isProperties, type Properties, type Value } from "../../protocol/values.ts";
import { fieldsOf, metadataOf } from "../object/metadata.ts";

export const numberOf = (value: Value | undefined, absent: number): number =>
  typeof value === "number" ? value : absent;

/** The entry of status.conditions of one type. */
export function conditionOf(object: Properties, type: string): Properties | undefined {
  const { conditions } = fieldsOf(object.status);
  return (Array.isArray(conditions) ? conditions : [])
    .filter(isProperties)
    .find((each) => each.type === type);
}

/** The reason and message of a condition as one sentence. */
export const sentenceOf = (condition: Properties | undefined): string =>
  [condition?.reason, condition?.message].filter(Boolean).join(": ");

/** Until its controller has seen an object's newest generation, the rest of the status speaks of an older one. */
export const isStatusStale = (object: Properties): boolean =>
  numberOf(fieldsOf(object.status).observedGeneration, 0) < numberOf(metadataOf(object).generation, 0);
