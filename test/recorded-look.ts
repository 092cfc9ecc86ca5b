import type { Seen } from "../harness/diagnose/judge/seen.ts";
import type { CellEvent, Sample } from "../harness/journal/events.ts";
import { seenAt, startedAt, viewOfEvents } from "../harness/judge/view.ts";
import { LOAD_BALANCER } from "../harness/observe/load-balancer.ts";

/**
 * What somebody would have seen who came to a recorded cell's cluster at `from` and looked until `now` (ms since the epoch): states as
 * they were on arrival and what changed since, what the pods that were there have logged, the events of before, and answers to commands
 * that were begun meanwhile.
 */
export function seenOnArrival(own: readonly CellEvent[], from: number, now: number): Seen {
  const view = viewOfEvents(own, now);
  const found = new Map<string, Sample>();
  for (const sample of view.samples) if (seenAt(sample) < from) keep(found, sample);
  const arrived = [...found.values()].map((sample) => at(sample, from));
  const later = view.samples.filter((sample) => isKept(sample) || began(sample) >= from);
  const servers = view.vantages.filter((name) => name !== LOAD_BALANCER);
  const bornAt = new Map<string, number>();
  for (const sample of view.samples)
    if (sample.kind === "pod" && !bornAt.has(sample.pod))
      bornAt.set(sample.pod, Math.min(seenAt(sample), Date.parse(sample.startedAt ?? sample.seenAt)));
  return { ...view, samples: [...arrived, ...later], from, servers: servers.length, blind: [], bornAt };
}

/** Of states the last one counts; the raw answer is only in a journal where it says something new. */
function keep(found: Map<string, Sample>, sample: Sample): void {
  switch (sample.kind) {
    case "apiservice":
      found.set("apiservice", sample);
      break;
    case "pod":
      if (sample.gone) found.delete(`pod ${sample.pod}`);
      else found.set(`pod ${sample.pod}`, sample);
      break;
    case "namespace":
      if (sample.phase === "Gone") found.delete(`namespace ${sample.name}`);
      else found.set(`namespace ${sample.name}`, sample);
      break;
    case "node":
      found.set(`node ${sample.name}`, { ...sample, was: null });
      break;
    case "command":
      if (sample.observable.startsWith("raw ")) found.set(`${sample.observable} ${sample.vantage}`, sample);
      break;
    default:
  }
}

/** What a cluster keeps and shows to whoever comes later. */
const isKept = ({ kind }: Sample) => kind === "log" || kind === "event";

function began(sample: Sample): number {
  return sample.kind === "command" ? startedAt(sample) : seenAt(sample);
}

function at(sample: Sample, from: number): Sample {
  const moment = new Date(from).toISOString();
  return sample.kind === "command"
    ? { ...sample, startedAt: moment, endedAt: moment }
    : { ...sample, seenAt: moment };
}
