import fc from "fast-check";
import { hostileText } from "../hostile-text.ts";

/** What no field expects: other types, numbers at their ends, names of an object's own, texts that mean something to somebody. */
const OTHER: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: hostileText, weight: 4 },
  fc.constantFrom<unknown>(null, true, 0, -1, 0.5, 2 ** 53, 1e308, -1e308, "", [], {}, [[]]),
  fc.constantFrom<unknown>("0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "2026-02-29T00:00:00Z"),
  fc.constantFrom<unknown>({ __proto__: null, constructor: 1 }, Array(2_000).fill("x"), "x".repeat(100_000)),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A JSON value with one of its parts, at any depth, replaced, left out, or beside another one. */
export function edited(of: unknown): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.array(fc.nat(40), { maxLength: 6 }), OTHER, fc.constantFrom("replace", "remove", "add"))
    .map(([way, other, how]) => change(structuredClone(of), way, other, how as How));
}

type How = "replace" | "remove" | "add";

function change(value: unknown, [turn, ...rest]: readonly number[], other: unknown, how: How): unknown {
  if (turn === undefined || typeof value !== "object" || value === null) return other;
  const container = value as Record<string, unknown>;
  const keys = Object.keys(container);
  const key = keys[turn % Math.max(1, keys.length)];
  if (key === undefined) return other;
  const isLast = rest.length === 0;
  if (isLast && how === "add") container[typeof other === "string" ? other : "added"] = other;
  else if (isLast && how === "remove") delete container[key];
  else container[key] = change(container[key], rest, other, how);
  return value;
}
