import { podSchema } from "../../observe/objects.ts";
import { podSample } from "../../observe/watch-pods.ts";
import type { Gathered } from "./gathered.ts";
import type { MetricsServerPod } from "./workload.ts";

/** One sample for each pod of a look, and one for each that was there at the last look and is not any more. */
export function seePods(found: Gathered, pods: readonly MetricsServerPod[], now: number): void {
  const last = new Map(
    found.samples.flatMap((sample) => (sample.kind === "pod" ? [[sample.pod, sample] as const] : [])),
  );
  for (const { object, facts } of pods) {
    found.bornAt.set(facts.metadata.name, Date.parse(facts.metadata.creationTimestamp));
    found.samples.push(podSample(podSchema.parse(object), now));
  }
  const names = pods.map(({ facts }) => facts.metadata.name);
  for (const sample of last.values())
    if (!sample.gone && !names.includes(sample.pod))
      found.samples.push({ ...sample, seenAt: new Date(now).toISOString(), ready: false, gone: true });
}
