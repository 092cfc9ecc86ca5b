/** Pulumi's property paths, `spec.containers[0].args`, `metadata.labels["a.b/c"]`, as the keys they are made of. */
export function propertyKeys(path: string): (string | number)[] {
  return [...path.matchAll(SEGMENT)].map(([, quoted, index, plain]) => {
    if (quoted !== undefined) return quoted.replaceAll('\\"', '"');
    return index !== undefined ? Number(index) : (plain ?? "");
  });
}

const SEGMENT = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g;

/** What is at `path` in `root`; `undefined` where nothing is. */
export function propertyAt(root: unknown, path: string): unknown {
  let value = root;
  for (const key of propertyKeys(path)) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
