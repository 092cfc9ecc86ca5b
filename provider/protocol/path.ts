import { isProperties, type Value } from "./values.ts";

/** Where a property is within its resource: object keys and array indexes. */
export type Path = readonly (string | number)[];

/** As the engine reads paths in a detailed diff: `spec.containers[0].args[5]`, `data["ca.crt"]`. */
export function formatPath(path: Path): string {
  return path
    .map((part, at) => {
      if (typeof part === "number") return `[${part}]`;
      if (/[."[\]]/.test(part)) return `[${JSON.stringify(part)}]`;
      return at === 0 ? part : `.${part}`;
    })
    .join("");
}

/** The value at a path, or undefined when there is none. */
export function valueAt(value: Value | undefined, path: Path): Value | undefined {
  let here = value;
  for (const part of path) {
    if (Array.isArray(here)) here = typeof part === "number" ? here[part] : undefined;
    else if (isProperties(here)) here = here[part];
    else return undefined;
  }
  return here;
}

/** True when `path` lies at or below `prefix`; "*" in either stands for any one part. */
export function isWithin(path: Path, prefix: Path): boolean {
  return (
    path.length >= prefix.length &&
    prefix.every((part, at) => part === "*" || path[at] === "*" || part === path[at])
  );
}
