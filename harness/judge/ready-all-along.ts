import { type SampleOf, samplesOf, seenAt, type View } from "./view.ts";

/** A metrics-server pod that was ready before `from` (ms since the epoch) and has not ceased to be since; null where there is none. */
export function readyAllAlong(view: View, from: number): SampleOf<"pod"> | null {
  const pods = samplesOf(view, "pod");
  const stays = ({ pod }: SampleOf<"pod">, later: readonly SampleOf<"pod">[]) =>
    later.every((other) => other.pod !== pod || isReady(other));
  const found = pods.find(
    (sample, index) => seenAt(sample) < from && isReady(sample) && stays(sample, pods.slice(index + 1)),
  );
  return found ?? null;
}

function isReady({ ready, gone }: SampleOf<"pod">): boolean {
  return ready && !gone;
}
