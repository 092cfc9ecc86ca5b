import { type SampleOf, samplesOf, seenAt, type View } from "./view.ts";

/**
 * A metrics-server pod that was ready before `from` (ms since the epoch) and has not ceased to be since; null where there is none. The
 * time at which it says that it became ready counts as well as the time at which it was seen so: pods of a node that was away for a
 * moment are called not ready by others, and their kubelet takes that back without a new time, half a minute later. Where a further pod
 * has come since, there was a restart: a slow kubelet leaves the old one ready for a minute after it was to go.
 */
export function readyAllAlong(view: View, from: number): SampleOf<"pod"> | null {
  const pods = samplesOf(view, "pod");
  const before = new Set(pods.filter((sample) => seenAt(sample) < from).map(({ pod }) => pod));
  if (pods.some(({ pod }) => !before.has(pod))) return null;
  const stays = ({ pod }: SampleOf<"pod">, later: readonly SampleOf<"pod">[]) =>
    later.every((other) => other.pod !== pod || isReady(other));
  const found = pods.find((sample, index) => {
    const later = pods.filter((other, at) => at > index || seenAt(other) >= from);
    return wasReady(sample, from) && stays(sample, later);
  });
  return found ?? null;
}

function wasReady(sample: SampleOf<"pod">, from: number): boolean {
  const said = sample.readyAt === null ? seenAt(sample) : Date.parse(sample.readyAt);
  return isReady(sample) && Math.min(said, seenAt(sample)) < from;
}

function isReady({ ready, gone }: SampleOf<"pod">): boolean {
  return ready && !gone;
}
