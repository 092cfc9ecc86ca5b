import type { Sample } from "../journal/events.ts";
import { type SampleOf, samplesOf, seenAt, startedAt, type View } from "./view.ts";

/**
 * True if what a sample tells came about since `from` (ms since the epoch): a command begun, a line written since then by a pod
 * that is there (or, if `replaced`, was), anything else seen since then. A line may be seen long after it was written, and tells
 * nothing of the pod that has come instead of its own.
 */
export function cameAfter(sample: Sample, view: View, from: number, replaced = false): boolean {
  switch (sample.kind) {
    case "command":
      return startedAt(sample) >= from;
    case "log":
      return writtenAt(sample) >= from && isOfItsPod(sample, view, replaced);
    default:
      return seenAt(sample) >= from;
  }
}

/** klog's own header, in UTC and without a year: `E1128 14:31:05.123456`. */
const KLOG = /^[IWEF](\d\d)(\d\d) (\d\d:\d\d:\d\d\.\d{3})/;
const DAY_MS = 86_400_000;

/** When a line was written, ms since the epoch: as the kubelet stamped it, else as the line itself says, else when it was seen. */
export function writtenAt(line: SampleOf<"log">): number {
  const seen = seenAt(line);
  if (line.writtenAt !== undefined) return Date.parse(line.writtenAt);
  const [header, month, day, time] = KLOG.exec(line.text) ?? [];
  if (header === undefined) return seen;
  const inYear = (year: number) => Date.parse(`${year}-${month}-${day}T${time}Z`);
  const year = new Date(seen).getUTCFullYear();
  // A line of December that is seen in January.
  const at = inYear(year) > seen + DAY_MS ? inYear(year - 1) : inYear(year);
  return Number.isNaN(at) ? seen : at;
}

/** Whether the line's pod is there, or was when it wrote the line; the pods of a vCluster's control plane are not watched. */
function isOfItsPod(line: SampleOf<"log">, view: View, replaced: boolean): boolean {
  if (line.of !== undefined) return true;
  const last = samplesOf(view, "pod").findLast(({ pod }) => pod === line.pod);
  return last !== undefined && (!last.gone || (replaced && seenAt(last) >= writtenAt(line)));
}
