import type { Sample } from "../journal/events.ts";
import { type SampleOf, samplesOf, seenAt, startedAt, type View } from "./view.ts";

/** Whose lines count, other than those of a pod that is there. */
interface LinesOf {
  /** A pod that was there when it wrote them counts as well. */
  readonly replaced?: true;
  /** A pod that was there before does not. */
  readonly ofNewPod?: true;
}

/**
 * True if what a sample tells came about since `from` (ms since the epoch): a command begun, a line written since then by a pod
 * that is there (or as `lines` says), anything else seen since then. A line may be seen long after it was written, and tells
 * nothing of the pod that has come instead of its own.
 */
export function cameAfter(sample: Sample, view: View, from: number, lines: LinesOf = {}): boolean {
  switch (sample.kind) {
    case "command":
      return startedAt(sample) >= from;
    case "log":
      return writtenAt(sample) >= from && isOfItsPod(sample, view, from, lines);
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
function isOfItsPod(
  line: SampleOf<"log">,
  view: View,
  from: number,
  { replaced, ofNewPod }: LinesOf,
): boolean {
  if (line.of !== undefined) return true;
  const seen = samplesOf(view, "pod").filter(({ pod }) => pod === line.pod);
  const last = seen.at(-1);
  if (last === undefined || (ofNewPod && seen.some((sample) => seenAt(sample) < from))) return false;
  return !last.gone || (replaced === true && seenAt(last) >= writtenAt(line));
}
