import { z } from "zod";
import type { Sample } from "./events.ts";

const seen = { seenAt: z.iso.datetime() };

const condition = z.object({ type: z.string(), status: z.string(), reason: z.string(), message: z.string() });

export const sampleSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("command"),
    observable: z.string(),
    vantage: z.string(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime(),
    exit: z.int(),
    text: z.string(),
  }),
  z.object({
    kind: z.literal("apiservice"),
    vantage: z.string(),
    ...seen,
    present: z.boolean(),
    status: z.string(),
    reason: z.string(),
    message: z.string(),
  }),
  z.object({
    kind: z.literal("log"),
    of: z.literal("vcluster").exactOptional(),
    pod: z.string(),
    ...seen,
    text: z.string(),
  }),
  z.object({
    kind: z.literal("event"),
    ...seen,
    object: z.string(),
    reason: z.string(),
    text: z.string(),
    count: z.int(),
  }),
  z.object({
    kind: z.literal("pod"),
    ...seen,
    pod: z.string(),
    node: z.string().exactOptional(),
    ready: z.boolean(),
    restarts: z.int(),
    startedAt: z.string().nullable(),
    readyAt: z.string().nullable(),
    gone: z.literal(true).exactOptional(),
  }),
  z.object({
    kind: z.literal("namespace"),
    ...seen,
    name: z.string(),
    phase: z.string(),
    conditions: z.array(condition).readonly(),
  }),
  z.object({
    kind: z.literal("node"),
    ...seen,
    name: z.string(),
    unschedulable: z.boolean(),
    was: z.boolean().nullable(),
  }),
]) satisfies z.ZodType<Sample>;
