import { samplesOf, seenAt } from "../../judge/view.ts";
import type { Pod } from "./fresh.ts";
import type { Seen } from "./seen.ts";

/**
 * Since when a pod that is ready has been so, ms since the epoch. Where its condition has no time (the API allows that), since it was first
 * seen so without a break: what nobody has told is not taken for long ago, because both to call a pod well and to call its start over wait for it.
 */
export function readySince(seen: Seen, { pod, readyAt }: Pod): number {
  if (readyAt !== null) return Date.parse(readyAt);
  const looks = samplesOf(seen, "pod").filter((each) => each.pod === pod);
  const [first] = looks.slice(looks.findLastIndex(({ ready }) => !ready) + 1);
  return Math.max(seen.from, first ? seenAt(first) : seen.now);
}
