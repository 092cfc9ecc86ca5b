import type { JournalEvent, Sample } from "../harness/journal/events.ts";
import { observableName } from "../harness/observe/observable-name.ts";
import { NODES_LISTED } from "../harness/scenario/words/signs.ts";

interface Blind {
  readonly name: string;
  readonly events: readonly JournalEvent[];
}

/** Nothing good is seen after the fix, but nothing that shows the fault either: no proof that the fix has no effect. */
export function blindAfterTheFix(events: readonly JournalEvent[]): Blind[] {
  const ended = (phase: "fix" | "recovery") =>
    Date.parse(events.findLast((event) => event.type === "phase.ended" && event.phase === phase)?.at ?? "");
  const fixed = ended("fix");
  const third = fixed + (ended("recovery") - fixed) / 3;
  const since = (sample: Sample, from: number) =>
    sample.kind === "command" && Date.parse(sample.endedAt) >= from;
  const cut = (from: number) =>
    events.filter((event) => event.type !== "sample" || !since(event.sample, from));
  const instead = (exit: number, text: string) =>
    events.map((event) =>
      event.type === "sample" && since(event.sample, fixed)
        ? { ...event, sample: { ...event.sample, exit, text } as Sample }
        : event,
    );
  return [
    { name: "nobody looked after the fix", events: cut(fixed) },
    { name: "the clock jumped right after the fix", events: later(cut(fixed), 600_000) },
    { name: "every probe after the fix was killed", events: instead(128, "") },
    {
      name: "every probe after the fix met a server too busy for TLS",
      events: instead(1, "Unable to connect to the server: net/http: TLS handshake timeout"),
    },
    {
      name: "every probe after the fix met no server",
      events: instead(
        1,
        "The connection to the server localhost:8080 was refused - did you specify the right host or port?",
      ),
    },
    {
      name: "every probe after the fix was held back by kubectl itself",
      events: instead(
        1,
        "Error from server: client rate limiter Wait returned an error: context deadline exceeded",
      ),
    },
    { name: "after a third of the window nobody looked", events: cut(third) },
    { name: "nothing else was answered after the fix either", events: unanswered(events, fixed) },
  ];
}

/** `kubectl get nodes` fails from `from` on (ms since the epoch). */
function unanswered(events: readonly JournalEvent[], from: number): JournalEvent[] {
  const name = observableName(NODES_LISTED);
  return events.map((event) =>
    event.type === "sample" &&
    event.sample.kind === "command" &&
    event.sample.observable === name &&
    Date.parse(event.sample.endedAt) >= from
      ? { ...event, sample: { ...event.sample, exit: 1, text: "error: You must be logged in to the server" } }
      : event,
  );
}

/** The end of the recovery's phase, and of the cell, come so many milliseconds later. */
function later(events: readonly JournalEvent[], ms: number): JournalEvent[] {
  return events.map((event) =>
    (event.type === "phase.ended" && event.phase === "recovery") || event.type === "cell.ended"
      ? { ...event, at: new Date(Date.parse(event.at) + ms).toISOString() }
      : event,
  );
}
