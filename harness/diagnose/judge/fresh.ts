import { writtenAt } from "../../judge/came-after.ts";
import { type SampleOf, samplesOf, seenAt } from "../../judge/view.ts";
import type { Signature } from "../../scenario/types.ts";
import type { Seen } from "./seen.ts";

/** What is wrong now is written again at each scrape: every 15 s by the release manifest, every 60 s by the flag's default. */
const WRITTEN_MS = 90_000;
/** A container that crashes is started again after five minutes at most (kubelet, MaxContainerBackOff), and writes then. */
const CRASHED_MS = 390_000;
/** A scheduler looks at a pod without a place every five minutes (kube-scheduler, unschedulableQ) and says so again. */
const PENDING_MS = 390_000;
/** Two scrapes: what a pod last wrote says how it is, and what it wrote longer before says how it was. */
const LAST_WORDS_MS = 35_000;
/** For a moment that nobody has told: long ago. */
const ZERO = "1970-01-01T00:00:00Z";

export type Pod = SampleOf<"pod">;
type Line = SampleOf<"log">;

/** The metrics-server pods that are there, as they were last seen. */
export function podsNow(seen: Pick<Seen, "samples">): ReadonlyMap<string, Pod> {
  const pods = new Map<string, Pod>();
  for (const sample of samplesOf(seen, "pod")) {
    if (sample.gone) pods.delete(sample.pod);
    else pods.set(sample.pod, sample);
  }
  return pods;
}

/**
 * Lines that tell of now: the last ones of a pod that is there, young, or of one that keeps crashing. Those of a pod that went during
 * the look count for a signature that says so.
 */
export function freshLines(
  seen: Seen,
  { of, replaced }: Pick<Extract<Signature, { kind: "log" }>, "of" | "replaced">,
): readonly Line[] {
  const pods = podsNow(seen);
  const known = new Set(samplesOf(seen, "pod").map(({ pod }) => pod));
  const lines = samplesOf(seen, "log").filter((line) => {
    if (line.of !== of) return false;
    if (of !== undefined) return isYoung(line, seen, false);
    const pod = pods.get(line.pod);
    if (!pod) return replaced === true && known.has(line.pod) && isYoung(line, seen, false);
    return isYoung(line, seen, !pod.ready && pod.restarts > 0);
  });
  const last = new Map<string, number>();
  for (const line of lines) last.set(line.pod, Math.max(writtenAt(line), last.get(line.pod) ?? 0));
  return lines.filter((line) => writtenAt(line) >= (last.get(line.pod) ?? 0) - LAST_WORDS_MS);
}

function isYoung(line: Line, { now }: Seen, crashes: boolean): boolean {
  return now - writtenAt(line) <= (crashes ? CRASHED_MS : WRITTEN_MS);
}

/**
 * Events that tell of now: young, or of a pod that is there and not ready, since its container was started last. What happens to the other
 * pods of its namespace is no sign of metrics-server.
 */
export function freshEvents(seen: Seen): readonly SampleOf<"event">[] {
  const pods = podsNow(seen);
  const gone = new Set(
    samplesOf(seen, "pod").flatMap(({ pod, gone: isGone }) => (isGone && !pods.has(pod) ? [pod] : [])),
  );
  return samplesOf(seen, "event").filter((event) => {
    const [kind, name = ""] = event.object.split("/");
    const pod = pods.get(name);
    const isAnothers = kind === "Pod" && pods.size > 0 && !pod;
    if (isAnothers || gone.has(name)) return false;
    const waits = pod !== undefined && !pod.ready && seenAt(event) >= Date.parse(pod.startedAt ?? ZERO);
    return seen.now - seenAt(event) <= (waits ? PENDING_MS : WRITTEN_MS);
  });
}
