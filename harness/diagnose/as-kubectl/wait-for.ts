import { z } from "zod";
import { parsed } from "./error-words.ts";
import { jsonpath } from "./jsonpath.ts";

const objectSchema = z.object({
  status: z
    .object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]) })
    .prefault({}),
});
const listSchema = z.object({ items: z.array(z.unknown()).nullable() });

/** Whether what `kubectl wait --for=<what>` waits for is so in an answer, of every item where it is a list; undefined for another `what`. */
export function isMet(what: string, body: string): boolean | undefined {
  const answer = parsed(body);
  const list = listSchema.safeParse(answer);
  const objects = list.success ? (list.data.items ?? []) : [answer];
  const met = objects.map((object) => isMetBy(what, object));
  if (met.includes(undefined)) return undefined;
  return met.length > 0 && met.every(Boolean);
}

function isMetBy(what: string, object: unknown): boolean | undefined {
  const [kind, ...rest] = what.split("=");
  if (kind === "condition") {
    const [type, status = "True"] = rest;
    const { conditions } = objectSchema.safeParse(object).data?.status ?? { conditions: [] };
    return conditions.some((each) => each.type === type && each.status === status);
  }
  const [, template, value] = /^jsonpath=(\{.*\})=(.*)$/.exec(what) ?? [];
  const found = template === undefined ? undefined : jsonpath(template, object);
  return found === undefined ? undefined : found === value;
}
