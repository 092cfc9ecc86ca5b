import type { JournalEvent, Sample } from "../harness/journal/events.ts";
import { matchesSignature } from "../harness/judge/match-signature.ts";
import type { Scenario } from "../harness/scenario/types.ts";

interface OtherPod {
  readonly name: string;
  readonly events: readonly JournalEvent[];
}

/** The documented lines are there, but another pod's or from before the fault; the pod that was well all along was not for a moment. */
export function otherPods({ symptom }: Scenario, events: readonly JournalEvent[]): OtherPod[] {
  const began = (phase: "fault" | "symptom") =>
    events.find((event) => event.type === "phase.started" && event.phase === phase)?.at ?? "";
  const shows = (sample: Sample) =>
    symptom.signatures.some((signature) => signature.kind === "log" && matchesSignature(signature, sample));
  const lines = (change: (line: Sample) => Sample) =>
    events.map((event) =>
      event.type === "sample" && shows(event.sample) ? { ...event, sample: change(event.sample) } : event,
    );
  const logs = symptom.signatures.filter(({ kind }) => kind === "log");
  const before = new Date(Date.parse(began("fault")) - 1).toISOString();
  return [
    ...(logs.length > 0
      ? [
          {
            name: "the documented line has an earlier log time",
            events: lines((line) => ({ ...line, writtenAt: before }) as Sample),
          },
        ]
      : []),
    // The pods of a vCluster's control plane are not watched.
    ...(logs.some((log) => log.kind === "log" && log.of === undefined)
      ? [
          {
            name: "the documented line is another pod's log line",
            events: lines((line) => ({ ...line, pod: "metrics-server-other" }) as Sample),
          },
        ]
      : []),
    ...(symptom.signatures.some(({ kind }) => kind === "pod")
      ? [{ name: "no pod was ready all along", events: notReadyAt(events, began("symptom")) }]
      : []),
  ];
}

/** Every pod known by then was not ready for a moment. */
function notReadyAt(events: readonly JournalEvent[], at: string): JournalEvent[] {
  const index = events.findIndex((event) => event.type === "phase.started" && event.phase === "symptom");
  const lapsed = events
    .slice(0, index)
    .flatMap((event): JournalEvent[] =>
      event.type === "sample" && event.sample.kind === "pod"
        ? [{ ...event, at, phase: "symptom", sample: { ...event.sample, seenAt: at, ready: false } }]
        : [],
    );
  return [...events.slice(0, index + 1), ...lapsed, ...events.slice(index + 1)];
}
