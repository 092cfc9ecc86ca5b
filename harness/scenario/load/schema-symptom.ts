import { z } from "zod";
import { NAMES_NONE, namesVersion, since } from "./schema-since.ts";

/** Seconds a wait in a scenario may take: longer and a run on two cores no longer ends within its quarter of an hour. */
export const seconds = z.number().min(1).max(300);
export const sentence = z.string().trim().min(3);
export const words = z.array(z.string().min(1)).min(1);
export const pattern = z
  .instanceof(RegExp, { error: "must be a regular expression, e.g. /403 Forbidden/" })
  .refine((text) => !text.global && !text.sticky, {
    error: "must not have the flag g or y: such an expression remembers where it stopped",
  });
const patterns = z.array(pattern).min(1);

/**
 * What is looked at. `top-nodes` and `top-pods` run `kubectl top`, `raw` is an authenticated GET that keeps the body. Nodes' names are
 * placeholders, as in an act: "/api/v1/nodes/{node}/proxy/metrics/resource".
 */
export const observable = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("top-nodes") }),
  z.strictObject({ kind: z.literal("top-pods") }),
  z.strictObject({ kind: z.literal("raw"), path: z.string().startsWith("/") }),
  z.strictObject({ kind: z.literal("kubectl"), args: words }),
]);

/** What is followed: metrics-server of the cluster that is asked, or the control plane of a vCluster on its host. */
export const logSource = z.enum(["metrics-server", "vcluster"]);

/** How a command shows it. */
export const commandSignature = z.strictObject({
  kind: z.literal("command"),
  on: observable,
  exit: z.union([z.int().min(0).max(255), z.enum(["non-zero", "any"])]),
  text: patterns,
  /**
   * None of the patterns is in what it shows, e.g. of a log that can be read and is clean. Only a look that got there shows it, so `exit`
   * is 0, or the status with which a raw path is answered.
   */
  absent: z.exactOptional(z.literal(true)),
});

/** How the fault shows, as data. Patterns match anywhere in the text. */
export const signature = z.discriminatedUnion("kind", [
  commandSignature,
  z.strictObject({
    kind: z.literal("apiservice"),
    /** Status of the Available condition. */
    status: z.enum(["True", "False"]),
    reason: words,
    message: z.exactOptional(patterns),
    /** Another server's True has followed this often. Reading the condition would not show that it flaps; the watch does. */
    overwritten: z.exactOptional(z.int().min(1)),
  }),
  /** There is no APIService v1beta1.metrics.k8s.io. */
  z.strictObject({ kind: z.literal("no-apiservice") }),
  z.strictObject({
    kind: z.literal("log"),
    /** Whose log; metrics-server's where not said. */
    of: z.exactOptional(logSource),
    text: patterns,
    /** A line of a pod that has been replaced since counts, too: where the fault itself replaces the pod that showed it. */
    replaced: z.exactOptional(z.literal(true)),
    /** Only a line of a pod that came with the fault counts: what a pod writes because it has just started. */
    ofNewPod: z.exactOptional(z.literal(true)),
  }),
  z.strictObject({ kind: z.literal("event"), reason: z.string().min(1), text: patterns }),
  z.strictObject({
    kind: z.literal("namespace"),
    name: z.string().min(1),
    condition: z.string().min(1),
    text: patterns,
  }),
  /** A node's `spec.unschedulable` changing, however short-lived: seen by watch. */
  z.strictObject({
    kind: z.literal("node"),
    unschedulable: z.strictObject({ from: z.boolean(), to: z.boolean() }),
  }),
  /** A metrics-server pod was ready before the fault and has been ever since: what is broken is the way to it. Seen by watch. */
  z.strictObject({ kind: z.literal("pod"), ready: z.literal(true) }),
]);

export const symptom = z.strictObject({
  /** All must be seen within the deadline; each gives alternatives of its own. */
  signatures: z.array(signature).min(1),
  /** Other signatures from these versions on, where they show the same fault in another way, and why; and what then stays normal. */
  from: z.exactOptional(
    since
      .extend({
        signatures: z.array(signature).min(1),
        staysNormal: z.exactOptional(z.array(observable).min(1)),
        why: sentence,
      })
      .refine(namesVersion, NAMES_NONE),
  ),
  withinSeconds: seconds,
  /**
   * `persists`: the failing observable must not succeed once for this long after it was first seen (longer than a healthy
   * start takes). `transient`: it must clear by itself within this time.
   */
  persists: z.exactOptional(z.strictObject({ seconds })),
  transient: z.exactOptional(z.strictObject({ clearsWithinSeconds: seconds })),
  /**
   * What recovery is where it is not "the metrics API works again" (a stale APIService is healed by having none): all hold at
   * once, sustained; while the fault is on and during a control they must not. The same kinds of signature as above.
   */
  recovery: z.exactOptional(z.array(signature).min(1)),
  /**
   * What commands show as long as recovery has not come, because that something good was not seen is no proof. Left out, those of the
   * signatures' commands show it that must fail; so it is needed with a `recovery` of its own, or where no command fails (`top` that lists
   * `<unknown>`).
   */
  unhealed: z.exactOptional(z.array(commandSignature).min(1)),
  /**
   * `in the act`: it shows while the fault's acts are done and leaves nothing that a later look would find, so that
   * `npx faultline diagnose` has to be looking then (`--for`).
   */
  shows: z.exactOptional(z.literal("in the act")),
  /** Commands that keep working while the fault is on: what makes it puzzling. */
  staysNormal: z.exactOptional(z.array(observable).min(1)),
  /**
   * Of several servers, where the commands fail. By default anywhere: the one that has failed longest counts. `away from the pod`: on
   * every server without a metrics-server pod, while those with one work but for single misses; a load balancer may do either.
   */
  vantage: z.exactOptional(z.literal("away from the pod")),
  /**
   * Seconds a look waits for its answer while the fault is on, 10 by default: a server that dials in vain says so after 30. With more, and
   * one server, a look that hangs is waited for whatever changes meanwhile.
   */
  patienceSeconds: z.exactOptional(z.int().min(1).max(60)),
  /** Scenarios that what kubectl shows of the failure does not tell from this one, or the other way round, and why. Said by one of the two. */
  alike: z.exactOptional(z.array(z.strictObject({ scenario: z.string().min(1), why: sentence })).min(1)),
  /** The failing command to print to a person, e.g. "kubectl top nodes". */
  command: z.string().startsWith("kubectl "),
});
