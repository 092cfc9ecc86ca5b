import { z } from "zod";
import { isMapping } from "../../base/objects.ts";
import { plainNumber } from "./plain-number.ts";

/** Whether a value is just what its schema would make of it. No says nothing: the schema has to be asked, which takes several times as long. */
export type IsPlain = (value: unknown) => boolean;

type Inner = { readonly innerType: z.ZodType };

/** Made of a schema, so that both say the same. A kind of schema that is not known here makes no value plain. */
export function plainOf(schema: z.ZodType): IsPlain {
  if (schema instanceof z.ZodObject) return plainObject(schema.def.shape as Record<string, z.ZodType>);
  if (schema instanceof z.ZodArray && !schema.def.checks) return plainList(schema.def.element as z.ZodType);
  if (schema instanceof z.ZodRecord) return plainRecord(schema.def.valueType as z.ZodType);
  if (schema instanceof z.ZodEnum) return oneOf(new Set(schema.options));
  if (schema instanceof z.ZodLiteral) return oneOf(schema.values);
  if (schema instanceof z.ZodDiscriminatedUnion)
    return anyOf(schema.options.map((each) => plainOf(each as z.ZodType)));
  if (schema instanceof z.ZodISODateTime && schema.def.pattern) return matching(schema.def.pattern);
  if (schema instanceof z.ZodString && !schema.def.checks) return (value) => typeof value === "string";
  if (schema instanceof z.ZodBoolean) return (value) => typeof value === "boolean";
  if (schema instanceof z.ZodUnknown) return () => true;
  if (schema instanceof z.ZodNullable) {
    const isPlain = inner(schema);
    return (value) => value === null || isPlain(value);
  }
  // What is not there is looked at by the object; a default would be put in, so that without it an object is not plain.
  if (
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodDefault
  )
    return inner(schema);
  if (schema instanceof z.ZodNumber) return plainNumber(schema);
  return () => false;
}

const inner = (schema: z.ZodType) => plainOf((schema.def as unknown as Inner).innerType);

const oneOf =
  (values: ReadonlySet<unknown>): IsPlain =>
  (value) =>
    values.has(value);

const anyOf =
  (options: readonly IsPlain[]): IsPlain =>
  (value) =>
    options.some((isPlain) => isPlain(value));

function matching(pattern: RegExp): IsPlain {
  return (value) => typeof value === "string" && pattern.test(value);
}

function plainList(element: z.ZodType): IsPlain {
  const isPlain = plainOf(element);
  return (value) => Array.isArray(value) && value.every(isPlain);
}

function plainRecord(element: z.ZodType): IsPlain {
  const isPlain = plainOf(element);
  return (value) => isMapping(value) && Object.values(value).every(isPlain);
}

/** With all its properties and no others, because a schema drops those. */
function plainObject(shape: Readonly<Record<string, z.ZodType>>): IsPlain {
  const parts = new Map(Object.entries(shape).map(([name, schema]) => [name, plainOf(schema)]));
  const needed = Object.keys(shape).filter((name) => !(shape[name] instanceof z.ZodExactOptional));
  return (value) => {
    if (!isMapping(value)) return false;
    for (const name in value) if (!parts.get(name)?.(value[name])) return false;
    return needed.every((name) => Object.hasOwn(value, name));
  };
}
