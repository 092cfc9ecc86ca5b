/** Marks a secret in Pulumi's wire format (sdk/go/common/resource/sig). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
/** Stands for any value that is only known after the update. */
const UNKNOWN = /^04da6b54-80e4-46f7-96ec-b56ff0331ba9$/;

/** A property as a person may see it: secrets masked at any depth, unknowns gone. */
export function shownValue(value: unknown): unknown {
  if (typeof value === "string") return UNKNOWN.test(value) ? undefined : value;
  if (typeof value !== "object" || value === null) return value;
  if (SIGNATURE in value) return "[secret]";
  if (Array.isArray(value)) return value.map(shownValue);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shownValue(part)]));
}
