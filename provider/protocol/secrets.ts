import type { Path } from "./path.ts";
import { isProperties, type Properties, type Value } from "./values.ts";

/** Key and value that mark a wrapped secret on the wire (pulumi sdk/go/common/resource/sig). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Properties without their secret wrappers, and where the wrappers were. */
export interface Revealed {
  readonly plain: Properties;
  readonly secrets: readonly Path[];
}

/** Unwraps every secret: logic works on plain values, and `conceal` puts the wrappers back on what leaves the plugin. */
export function reveal(properties: Properties): Revealed {
  const secrets: Path[] = [];
  const strip = (value: Value, path: Path): Value => {
    if (Array.isArray(value)) return value.map((each, at) => strip(each, [...path, at]));
    if (!isProperties(value)) return value;
    if (value[SIGNATURE] === SECRET) {
      secrets.push(path);
      return strip(value.value ?? null, path);
    }
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, strip(each, [...path, key])]));
  };
  return { plain: strip(properties, []) as Properties, secrets };
}

/** Wraps the values at these paths; a path the properties do not have is passed over. */
export function conceal(properties: Properties, secrets: readonly Path[]): Properties {
  let result: Value = properties;
  // Longest first: once a parent is wrapped, its children's paths no longer lead anywhere.
  for (const path of [...secrets].sort((a, b) => b.length - a.length)) result = wrapAt(result, path);
  return result as Properties;
}

function wrapAt(value: Value, path: Path): Value {
  const [part, ...rest] = path;
  if (part === undefined) return { [SIGNATURE]: SECRET, value };
  if (Array.isArray(value) && typeof part === "number" && part < value.length) {
    return value.map((each, at) => (at === part ? wrapAt(each, rest) : each));
  }
  if (isProperties(value) && Object.hasOwn(value, part)) {
    return { ...value, [part]: wrapAt(value[part] as Value, rest) };
  }
  return value;
}
