import type { CellEvent, Sample } from "../journal/events.ts";
import { TOP_NODES } from "../observe/observable-name.ts";
import type { NodesSeen, SampleLog } from "../observe/sample-log.ts";

/** All that is known of a cell's cluster at one moment: what every judgement is made from, live or from a journal. */
export interface View {
  /** In the order they were seen. */
  readonly samples: readonly Sample[];
  readonly nodes: readonly NodesSeen[];
  /** The API servers that must agree. */
  readonly vantages: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A sample of one kind. */
export type SampleOf<K extends Sample["kind"]> = Extract<Sample, { kind: K }>;

export function samplesOf<K extends Sample["kind"]>(view: Pick<View, "samples">, kind: K): SampleOf<K>[] {
  return view.samples.filter((sample): sample is SampleOf<K> => sample.kind === kind);
}

/** When a sample became known, in milliseconds since the epoch. */
export function seenAt(sample: Sample): number {
  return Date.parse(sample.kind === "command" ? sample.endedAt : sample.seenAt);
}

/** When a command was started: a probe that began before a change says nothing about what came after it. */
export function startedAt(sample: SampleOf<"command">): number {
  return Date.parse(sample.startedAt);
}

/** What an observer knows now. */
export function viewOf(observer: { log: SampleLog; vantages: readonly string[] }, now: number): View {
  return {
    samples: observer.log.samples,
    nodes: observer.log.nodes,
    vantages: observer.vantages,
    now,
  };
}

/** What was known at `until` (ms since the epoch) according to a journal; the vantages are those that `kubectl top` was asked from. */
export function viewOfEvents(events: readonly CellEvent[], until: number): View {
  const samples = events.flatMap((event) => (event.type === "sample" ? [event.sample] : []));
  const asked = samples.flatMap((s) =>
    s.kind === "command" && s.observable === TOP_NODES ? [s.vantage] : [],
  );
  return {
    samples: samples.filter((sample) => seenAt(sample) <= until),
    nodes: events.flatMap((event) =>
      event.type === "nodes" && Date.parse(event.at) <= until
        ? [{ at: Date.parse(event.at), ready: event.ready }]
        : [],
    ),
    vantages: [...new Set(asked)],
    now: until,
  };
}
