import type { JournalEvent, Sample } from "../harness/journal/events.ts";
import { matchesSignature } from "../harness/judge/match-signature.ts";
import { observableName, TOP_NODES, TOP_PODS } from "../harness/observe/observable-name.ts";
import { documentedFailures } from "../harness/scenario/documented-failures.ts";
import type { Scenario } from "../harness/scenario/types.ts";

interface Lasting {
  readonly name: string;
  readonly events: readonly JournalEvent[];
}

const SCRAPE_MS = 15_000;

/** A healing that nobody looked at for as long as two scrapes. */
export function shortHealing(events: readonly JournalEvent[]): Lasting[] {
  const until = endOf(events, "recovery") - SCRAPE_MS;
  const seen = events.filter(
    (event) =>
      event.type !== "sample" ||
      event.sample.kind !== "command" ||
      Date.parse(event.sample.endedAt) < until ||
      event.phase === "retract" ||
      event.phase === "relapse",
  );
  return [{ name: "nobody looked at the second scrape of the healing", events: seen }];
}

/** A fix without effect beside one that healed only after as long as this one was watched. */
export function shortWatch(events: readonly JournalEvent[]): Lasting[] {
  const healedMs = Math.round(endOf(events, "recovery") - endOf(events, "fix"));
  const slowestHealing = { fix: "another", healedMs, healthyStartMs: 0 };
  const told = events.map((event) => (event.type === "cell.started" ? { ...event, slowestHealing } : event));
  return [{ name: "another fix healed only when this one was no longer watched", events: told }];
}

/** What the fault is to show, shown before it as well. */
export function shownEarly({ symptom }: Scenario, events: readonly JournalEvent[]): Lasting[] {
  return documentedFailures(symptom).flatMap((failure) => {
    const observable = observableName(failure.on);
    if (observable === TOP_NODES || observable === TOP_PODS) return [];
    const shown = samples(events, "symptom").find(
      (sample) =>
        sample.kind === "command" && sample.observable === observable && matchesSignature(failure, sample),
    );
    if (shown?.kind !== "command") return [];
    const { exit, text } = shown;
    const early = events.map((event) =>
      event.type === "sample" &&
      event.phase === "baseline" &&
      event.sample.kind === "command" &&
      event.sample.observable === observable
        ? { ...event, sample: { ...event.sample, exit, text } }
        : event,
    );
    return [{ name: `"${observable}" failed as documented before the fault`, events: early }];
  });
}

function samples(events: readonly JournalEvent[], phase: string): readonly Sample[] {
  return events.flatMap((event) => (event.type === "sample" && event.phase === phase ? [event.sample] : []));
}

/** When a phase was over, ms since the epoch. */
function endOf(events: readonly JournalEvent[], phase: string): number {
  const end = events.findLast((event) => event.type === "phase.ended" && event.phase === phase);
  return Date.parse(end?.at ?? "");
}
