import { z } from "zod";

const condition = z.object({ type: z.string(), status: z.string() });
const explained = condition.extend({ reason: z.string().default(""), message: z.string().default("") });
const named = z.object({ name: z.string() });

const containerState = z.object({
  running: z.object({ startedAt: z.string() }).optional(),
  terminated: z.object({ startedAt: z.string().nullish(), containerID: z.string().optional() }).optional(),
});

const containerStatus = z.object({
  name: z.string(),
  containerID: z.string().optional(),
  restartCount: z.number(),
  state: containerState.default({}),
  lastState: containerState.default({}),
});

/** What is read of a Pod (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/). */
export const podSchema = z.object({
  metadata: named.extend({ namespace: z.string() }),
  spec: z.object({ nodeName: z.string().optional() }).default({}),
  status: z
    .object({
      conditions: z.array(condition.extend({ lastTransitionTime: z.string().nullish() })).default([]),
      containerStatuses: z.array(containerStatus).default([]),
    })
    .prefault({}),
});

export type PodObject = z.infer<typeof podSchema>;

export const nodeSchema = z.object({
  metadata: named,
  spec: z.object({ unschedulable: z.boolean().default(false) }).prefault({}),
  status: z.object({ conditions: z.array(condition).default([]) }).prefault({}),
});

export const namespaceSchema = z.object({
  metadata: named,
  status: z
    .object({ phase: z.string().default(""), conditions: z.array(explained).default([]) })
    .prefault({}),
});

export const apiServiceSchema = z.object({
  status: z.object({ conditions: z.array(explained).default([]) }).prefault({}),
});

export const eventSchema = z.object({
  involvedObject: z.object({ kind: z.string().default(""), name: z.string().default("") }),
  reason: z.string().default(""),
  message: z.string().default(""),
  count: z.number().nullish(),
  series: z.object({ count: z.number() }).nullish(),
});
