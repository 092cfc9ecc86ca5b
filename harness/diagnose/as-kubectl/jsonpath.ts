import { isObject } from "../../../base/objects.ts";

/** A step into an object by name, or into a list by what one of its items says: `[?(@.type=="ScalingActive")]`. */
const STEP = /^(?:\.([\w-]+)|\[\?\(@\.([\w-]+)=="([^"]*)"\)\])/;

/**
 * What `kubectl -o jsonpath` prints, for the templates that scenarios have: names and filters by equality. Undefined for any other
 * template, so that nobody takes nothing for an answer.
 */
export function jsonpath(template: string, object: unknown): string | undefined {
  let rest = /^\{(.*)\}$/s.exec(template)?.[1];
  if (rest === undefined) return undefined;
  let found: unknown = object;
  while (rest !== "") {
    const [step, name, key, value] = STEP.exec(rest) ?? [];
    if (step === undefined) return undefined;
    found = name === undefined ? itemOf(found, key ?? "", value ?? "") : property(found, name);
    rest = rest.slice(step.length);
  }
  if (found === undefined) return "";
  return typeof found === "object" ? JSON.stringify(sorted(found)) : String(found);
}

function property(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function itemOf(value: unknown, key: string, wanted: string): unknown {
  return Array.isArray(value) ? value.find((item: unknown) => property(item, key) === wanted) : undefined;
}

/** Go prints the keys of a map in their order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, sorted(inner)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
