import { z } from "zod";
import type { CommandSignature, Observable, Signature } from "../types.ts";

const words = z.array(z.string().min(1)).min(1);
const pattern = z
  .instanceof(RegExp, { error: "must be a regular expression, e.g. /403 Forbidden/" })
  .refine((text) => !text.global && !text.sticky, {
    error: "must not have the flag g or y: such an expression remembers where it stopped",
  });
const patterns = z.array(pattern).min(1);

export const observable: z.ZodType<Observable> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("top-nodes") }),
  z.strictObject({ kind: z.literal("top-pods") }),
  z.strictObject({ kind: z.literal("raw"), path: z.string().startsWith("/") }),
  z.strictObject({ kind: z.literal("kubectl"), args: words }),
]);

const command = z.strictObject({
  kind: z.literal("command"),
  on: observable,
  exit: z.union([z.int().min(0).max(255), z.enum(["non-zero", "any"])]),
  text: patterns,
});
export const commandSignature: z.ZodType<CommandSignature> = command;

export const signature: z.ZodType<Signature> = z.discriminatedUnion("kind", [
  command,
  z.strictObject({
    kind: z.literal("apiservice"),
    status: z.enum(["True", "False"]),
    reason: words,
    message: z.exactOptional(patterns),
    overwritten: z.exactOptional(z.int().min(1)),
  }),
  z.strictObject({
    kind: z.literal("log"),
    of: z.exactOptional(z.enum(["metrics-server", "vcluster"])),
    text: patterns,
  }),
  z.strictObject({ kind: z.literal("event"), reason: z.string().min(1), text: patterns }),
  z.strictObject({
    kind: z.literal("namespace"),
    name: z.string().min(1),
    condition: z.string().min(1),
    text: patterns,
  }),
  z.strictObject({
    kind: z.literal("node"),
    unschedulable: z.strictObject({ from: z.boolean(), to: z.boolean() }),
  }),
]);

export { pattern, words };
