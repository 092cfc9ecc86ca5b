import type { Signature, Symptom } from "../scenario/types.ts";
import type { FixBounds, FixSeen } from "./fix-outcome.ts";
import { HEALING_MS, type Health, healthyNow, provingHealthy } from "./health.ts";
import { matchesSignature, nameOfSignature } from "./match-signature.ts";
import { inSeconds, type Progress } from "./progress.ts";
import { type SampleOf, samplesOf, seenAt, type View } from "./view.ts";

/**
 * A start that takes at least this share of the other is no sooner. Pods say when they started and were ready in whole seconds, and one
 * and the same start took 16 to 25 s on a machine by how busy it was; what heals took a third of the time.
 */
const NO_SOONER = 3 / 4;

/**
 * What a fix did to a symptom that clears by itself. `heals`: the noise is gone and the new pod is ready sooner than with the fault.
 * `hides`: gone, but ready no sooner. `no effect`: the noise is there again. Failed: no new pod could be timed on both sides, or the
 * service is not ready by the deadline, which tells nothing of the noise.
 */
export function transientOutcome(
  symptom: Symptom,
  view: View,
  bounds: FixBounds & { readonly deadline: number },
): Progress<FixSeen> {
  const pods = newPods(view, bounds.fixAt);
  const from = pods.length > 0 ? Math.min(...pods.map((pod) => seenAt(pod))) : bounds.fixedAt;
  const health = healthyNow(view, { from, sustainMs: HEALING_MS });
  const readyMs = slowestStart(view, new Set(pods.map(({ pod }) => pod)));
  const ready = pods.length === 0 || readyMs !== null;
  const since = health.state === "sustained" && ready ? health.since : null;
  const late = view.now > bounds.deadline && (health.state === "bad" || health.since > bounds.deadline);
  if (since === null && !late)
    return health.state === "bad"
      ? { state: "waiting", note: health.note }
      : provingHealthy(health, HEALING_MS);
  const seen = compare(symptom, view, bounds, pods, readyMs, health);
  return typeof seen === "string"
    ? { state: "failed", reason: seen }
    : { state: "done", result: { ...seen, since } };
}

function compare(
  symptom: Symptom,
  view: View,
  bounds: FixBounds,
  pods: readonly SampleOf<"pod">[],
  readyMs: number | null,
  health: Health,
): Omit<FixSeen, "since"> | string {
  const noise = noiseOf(symptom, view, pods, bounds.fixAt);
  if (noise) return { outcome: "no effect", reason: `seen again: ${nameOfSignature(noise)}` };
  if (health.state === "bad") return `not ready in time: ${health.note}`;
  const before = slowestStart(view, namesOf(newPods(view, bounds.faultAt, bounds.fixAt)));
  if (readyMs === null || before === null)
    return `the noise is gone, but no new pod was timed ${readyMs === null ? "after the fix" : "with the fault"}`;
  const times = `ready ${inSeconds(readyMs)} after its start, ${inSeconds(before)} with the fault`;
  return readyMs < before * NO_SOONER
    ? { outcome: "heals", reason: `noise gone, ${times}` }
    : { outcome: "hides", reason: `noise gone, but ${times}` };
}

/** First sample of each pod that appeared in [from, until). */
function newPods(view: View, from: number, until = Number.POSITIVE_INFINITY): SampleOf<"pod">[] {
  const first = new Map<string, SampleOf<"pod">>();
  for (const pod of samplesOf(view, "pod")) if (!first.has(pod.pod)) first.set(pod.pod, pod);
  return [...first.values()].filter((pod) => seenAt(pod) >= from && seenAt(pod) < until);
}

/** Milliseconds from a pod's container start to Ready, of the slowest of them; null while one is not ready. */
function slowestStart(view: View, names: ReadonlySet<string>): number | null {
  const latest = new Map(samplesOf(view, "pod").map((pod) => [pod.pod, pod]));
  const ready = new Map(
    samplesOf(view, "pod").flatMap((pod) => (pod.readyAt && pod.startedAt ? [[pod.pod, pod]] : [])),
  );
  const times = [...names]
    .filter((name) => !latest.get(name)?.gone || ready.has(name))
    .map((name) => {
      const pod = ready.get(name);
      return pod?.readyAt && pod.startedAt ? Date.parse(pod.readyAt) - Date.parse(pod.startedAt) : null;
    });
  const known = times.flatMap((time) => (time === null ? [] : [time]));
  return known.length === 0 || known.length < times.length ? null : Math.max(...known);
}

function namesOf(pods: readonly SampleOf<"pod">[]): ReadonlySet<string> {
  return new Set(pods.map(({ pod }) => pod));
}

/** Log lines and events tell of noise; a start always shows in commands for a while. */
function noiseOf(
  symptom: Symptom,
  view: View,
  pods: readonly SampleOf<"pod">[],
  from: number,
): Signature | undefined {
  const told = symptom.signatures.filter(({ kind }) => kind === "log" || kind === "event");
  const signatures = told.length > 0 ? told : symptom.signatures;
  const names = [...namesOf(pods)];
  const after = view.samples.filter((sample) => {
    if (seenAt(sample) < from) return false;
    // The old pod may go on complaining while it is being replaced.
    if (sample.kind === "log") return names.includes(sample.pod);
    return sample.kind !== "event" || names.some((name) => sample.object.endsWith(`/${name}`));
  });
  return signatures.find((signature) => after.some((sample) => matchesSignature(signature, sample)));
}
