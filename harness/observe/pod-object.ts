import { z } from "zod";

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
  metadata: z.object({ name: z.string(), namespace: z.string() }),
  spec: z.object({ nodeName: z.string().optional() }).default({}),
  status: z
    .object({
      conditions: z
        .array(z.object({ type: z.string(), status: z.string(), lastTransitionTime: z.string().nullish() }))
        .default([]),
      containerStatuses: z.array(containerStatus).default([]),
    })
    .default({ conditions: [], containerStatuses: [] }),
});

export type PodObject = z.infer<typeof podSchema>;
