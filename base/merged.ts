import { isMapping } from "./objects.ts";

type JsonObjectLike = Readonly<Record<string, unknown>>;

/** `over` laid over `base`, object by object; lists and scalars are replaced: a JSON merge patch (RFC 7386) without its deletions. */
export function merged<T extends JsonObjectLike>(base: T, over: T): T {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = result[key];
    result[key] = isMapping(below) && isMapping(value) ? merged(below, value) : value;
  }
  return result as T;
}
