import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { plainNumber } from "../../../harness/journal/plain-number.ts";

const near = fc.oneof(
  fc.integer({ min: -11, max: 11 }),
  fc.double({ min: -11, max: 11 }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0, 2 ** 53, 2 ** 53 - 1, null, "3", 3n),
);

test.each([
  ["any", z.number()],
  ["whole", z.int()],
  ["above", z.int().positive()],
  ["from", z.number().nonnegative()],
  ["below", z.number().negative()],
  ["between", z.int().min(-3).max(9)],
  ["of a form that is not known here", z.number().multipleOf(2)],
  ["of so many bits", z.int32()],
])("a number %s is plain just where its schema takes it", (_, schema) => {
  const isPlain = plainNumber(schema);
  fc.assert(
    fc.property(near, (value) => {
      expect(isPlain(value)).toBe(schema.safeParse(value).success);
    }),
    { numRuns: 400 },
  );
});
