import type { JournalEvent, ResourceChange, Sample } from "../harness/journal/events.ts";
import { eventsOfCell } from "../harness/journal/events-of-cell.ts";
import type { Cell } from "../harness/plan/cell.ts";

/** Answers of a working API are long and say nothing the judge reads; its errors are kept whole. */
const LONGEST_ANSWER = 200;

/**
 * What the judge needs of one cell of a real run, as a journal of its own: the plan of this cell, its phases, Ready nodes and
 * samples, and what fault and fix changed, without values. Left out: acts, and Kubernetes Events of other pods.
 */
export function recordingOf(cell: Cell, events: readonly JournalEvent[]): JournalEvent[] {
  const own = eventsOfCell(events, cell.id).flatMap((event): JournalEvent[] => {
    if (event.type === "act" || (event.type === "diff" && event.phase === "stand")) return [];
    if (event.type === "diff") return [{ ...event, attempt: 1, changes: event.changes.map(withoutValues) }];
    if (event.type !== "sample") return [{ ...event, attempt: 1 }];
    const sample = slim(event.sample);
    return sample ? [{ ...event, attempt: 1, sample }] : [];
  });
  const first = own[0];
  if (!first) return [];
  const { v, at, run } = first;
  return [{ v, at, run, type: "run.planned", cells: [cell], notRun: [] }, ...own];
}

function withoutValues(change: ResourceChange): ResourceChange {
  return { ...change, paths: change.paths.map(({ path, kind }) => ({ path, kind })) };
}

function slim(sample: Sample): Sample | null {
  if (sample.kind === "event" && !sample.object.includes("metrics-server")) return null;
  if (sample.kind !== "command" || sample.exit !== 0 || !sample.observable.startsWith("raw ")) return sample;
  return { ...sample, text: sample.text.slice(0, LONGEST_ANSWER) };
}
