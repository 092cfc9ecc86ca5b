import { isDeepStrictEqual } from "node:util";
import { isMapping } from "../../../base/objects.ts";

/** A JSON value. */
type Value = unknown;

/**
 * What a strategic merge patch has to say to make `after` of `before`: what is gone is null, lists whose items have a name are merged by
 * it, as containers are, and every other list is given whole. Undefined where nothing changes.
 */
export function changedParts(before: Value, after: Value): Value {
  if (isDeepStrictEqual(before, after)) return undefined;
  if (after === undefined) return null;
  if (isNamed(before) && isNamed(after))
    return after.flatMap((item) => {
      const part = changedParts(
        before.find(({ name }) => name === item.name),
        item,
      );
      return part === undefined ? [] : [isMapping(part) ? { name: item.name, ...part } : item];
    });
  if (!isMapping(before) || !isMapping(after)) return after;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const part = changedParts(before[key], after[key]);
      return part === undefined ? [] : [[key, part]];
    }),
  );
}

function isNamed(value: Value): value is readonly { readonly name: string }[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => isMapping(item) && typeof item.name === "string")
  );
}
