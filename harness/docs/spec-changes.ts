import type { StandSpec } from "../../stacks/spec.ts";

/** What an edit changes in a desired state: lines of a diff, a property a line, in the order of the spec's type. */
export function specChanges(before: StandSpec, after: StandSpec): readonly string[] {
  const [old, fresh] = [leaves(before), leaves(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((path) => {
    const [was, is] = [old.get(path), fresh.get(path)];
    if (was === is) return [];
    return [
      ...(was === undefined ? [] : [`- ${path}: ${was}`]),
      ...(is === undefined ? [] : [`+ ${path}: ${is}`]),
    ];
  });
}

/** Every value that is not an object, by its path; empty objects and lists count as values. */
function leaves(value: unknown, path = ""): ReadonlyMap<string, string> {
  const entries = value !== null && typeof value === "object" ? Object.entries(value) : [];
  if (entries.length === 0) return value === undefined ? new Map() : new Map([[path, JSON.stringify(value)]]);
  const step = (key: string) => (Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key);
  return new Map(entries.flatMap(([key, inner]) => [...leaves(inner, step(key))]));
}
