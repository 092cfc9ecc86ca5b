import { z } from "zod";

const seen = { seenAt: z.iso.datetime() };

const condition = z.object({ type: z.string(), status: z.string(), reason: z.string(), message: z.string() });

/** One look at the cluster. `vantage` names the API server asked ("control-plane", "load-balancer" …). */
export const sampleSchema = z.discriminatedUnion("kind", [
  /** A finished command: `observable` is "top nodes", "top pods -A", "raw <path>" or "kubectl <args>". */
  z.object({
    kind: z.literal("command"),
    observable: z.string(),
    vantage: z.string(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime(),
    exit: z.int(),
    text: z.string(),
  }),
  /** The Available condition of v1beta1.metrics.k8s.io, one per watch event. */
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
    /** Absent: metrics-server's. Of a vCluster's control plane only the lines that a signature speaks of are kept. */
    of: z.literal("vcluster").exactOptional(),
    pod: z.string(),
    ...seen,
    /** When the container wrote it, as the kubelet says; absent in journals from before it was asked. */
    writtenAt: z.iso.datetime().exactOptional(),
    text: z.string(),
  }),
  /** A Kubernetes Event of kube-system; `count` as the cluster last said. */
  z.object({
    kind: z.literal("event"),
    ...seen,
    object: z.string(),
    reason: z.string(),
    text: z.string(),
    count: z.int(),
  }),
  /** The metrics-server pod as last seen by watch. */
  z.object({
    kind: z.literal("pod"),
    ...seen,
    pod: z.string(),
    /** Name of the node it was scheduled to; absent before. */
    node: z.string().exactOptional(),
    ready: z.boolean(),
    restarts: z.int(),
    startedAt: z.string().nullable(),
    readyAt: z.string().nullable(),
    /** The pod was deleted. */
    gone: z.literal(true).exactOptional(),
  }),
  z.object({
    kind: z.literal("namespace"),
    ...seen,
    name: z.string(),
    phase: z.string(),
    conditions: z.array(condition).readonly(),
  }),
  /** A node's `spec.unschedulable` at first sight and at each change. */
  z.object({
    kind: z.literal("node"),
    ...seen,
    name: z.string(),
    unschedulable: z.boolean(),
    /** Before; null at first sight. */
    was: z.boolean().nullable(),
  }),
]);
