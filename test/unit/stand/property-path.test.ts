import { expect, it } from "vitest";
import { propertyAt, propertyKeys } from "../../../harness/stand/property-path.ts";

it.each([
  ["spec.containers[0].args[12]", ["spec", "containers", 0, "args", 12]],
  ['metadata.labels["a.b/c"].x', ["metadata", "labels", "a.b/c", "x"]],
  ['["quote \\" in"][3]', ['quote " in', 3]],
])("reads the keys of %s", (path, keys) => {
  expect(propertyKeys(path)).toEqual(keys);
});

it("finds what is there and nothing where nothing is", () => {
  const root = { a: [{ "b.c": 7 }] };
  expect(propertyAt(root, 'a[0]["b.c"]')).toBe(7);
  expect(propertyAt(root, "a[1].b")).toBeUndefined();
});
