import { isDeepStrictEqual } from "node:util";

/** A JSON value. */
type Value = unknown;
type Dictionary = Readonly<Record<string, Value>>;

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
      return part === undefined ? [] : [isDictionary(part) ? { name: item.name, ...part } : item];
    });
  if (!isDictionary(before) || !isDictionary(after)) return after;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const part = changedParts(before[key], after[key]);
      return part === undefined ? [] : [[key, part]];
    }),
  );
}

function isDictionary(value: Value): value is Dictionary {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNamed(value: Value): value is readonly { readonly name: string }[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => isDictionary(item) && typeof item.name === "string")
  );
}
