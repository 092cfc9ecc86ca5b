type JsonObjectLike = Readonly<Record<string, unknown>>;

/** `over` laid over `base`, object by object; lists and scalars are replaced: a JSON merge patch (RFC 7386) without its deletions. */
export function merged<T extends JsonObjectLike>(base: T, over: T): T {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = result[key];
    result[key] = isObject(below) && isObject(value) ? merged(below, value) : value;
  }
  return result as T;
}

function isObject(value: unknown): value is JsonObjectLike {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
