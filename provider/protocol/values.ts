import { isMapping } from "../../base/objects.ts";

/** A property as the engine sends it, secrets unwrapped (see secrets.ts); UNKNOWN stands for a value a preview cannot know. */
export type Value = string | number | boolean | null | Value[] | Properties;

export interface Properties {
  [key: string]: Value;
}

/** The engine's marker for "not known before the update ran" (pulumi sdk/go/common/resource/plugin/rpc.go, UnknownStringValue). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Markers of unknown values of other types (booleans, numbers, arrays, assets, archives, objects). */
const UNKNOWNS: ReadonlySet<string> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export const isUnknown = (value: Value | undefined): boolean =>
  typeof value === "string" && UNKNOWNS.has(value);

export const isProperties = (value: Value | undefined): value is Properties => isMapping(value);

/** True when a value or anything within it is unknown. */
export function hasUnknown(value: Value | undefined): boolean {
  if (Array.isArray(value)) return value.some(hasUnknown);
  if (isProperties(value)) return Object.values(value).some(hasUnknown);
  return isUnknown(value);
}

/** Deep equality of JSON values; the order of an object's keys does not count. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each, i) => sameValue(each, b[i]));
  if (!isProperties(a) || !isProperties(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameValue(a[key], b[key]));
}
