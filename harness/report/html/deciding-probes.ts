import type { CellEvent, Sample } from "../../journal/events.ts";
import { phasesOf } from "../../judge/cell-phases.ts";
import { textOf, whereOf } from "../../judge/sample-words.ts";
import { seenAt } from "../../judge/view.ts";

/** Of an attempt's samples those that its verdict rests on, with what each decided. */
export function decidingProbes(events: readonly CellEvent[]): ReadonlyMap<Sample, string> {
  const samples = events.flatMap((event) => (event.type === "sample" ? [event.sample] : []));
  const end = events.findLast((event) => event.type === "cell.ended");
  if (!end) return new Map();
  const phases = phasesOf(events);
  const phase = (name: (typeof phases)[number]["name"]) => phases.findLast((each) => each.name === name);
  const decided = new Map<Sample, string>();
  for (const { signature, at, where, text } of end.signatures) {
    // What was so all along counts from the change on, so its sample is older than the match.
    const shown = samples.findLast(
      (each) => seenAt(each) <= at && whereOf(each) === where && textOf(each) === text,
    );
    if (shown) decided.set(shown, `showed the symptom: ${signature}`);
  }
  const commandsAt = (at: number) => samples.filter((each) => each.kind === "command" && seenAt(each) === at);
  const [stood, fix, recovery] = [phase("stand"), phase("fix"), phase("recovery")];
  if (end.healthyStartMs !== null && stood?.endedAt)
    for (const each of commandsAt(stood.endedAt + end.healthyStartMs))
      decided.set(each, "healthy from here on, before the fault");
  if (end.timeToRecoveryMs !== null && fix)
    for (const each of commandsAt(fix.startedAt + end.timeToRecoveryMs))
      decided.set(each, "the first good look of the recovery");
  if (fix && recovery?.endedAt)
    for (const each of lastLooks(samples, fix.endedAt ?? fix.startedAt, recovery.endedAt, decided))
      decided.set(each, lastWords(end.observed, each));
  return decided;
}

type Command = Extract<Sample, { kind: "command" }>;

/** Of the commands that had shown the symptom or the recovery, the last of each from each vantage. */
function lastLooks(
  samples: readonly Sample[],
  from: number,
  until: number,
  decided: ReadonlyMap<Sample, string>,
): readonly Command[] {
  const laneOf = ({ observable, vantage }: Command) => JSON.stringify([observable, vantage]);
  const isCommand = (sample: Sample): sample is Command => sample.kind === "command";
  const lanes = new Set([...decided.keys()].filter(isCommand).map(laneOf));
  const looks = samples
    .filter(isCommand)
    .filter((each) => Date.parse(each.startedAt) >= from && seenAt(each) <= until && lanes.has(laneOf(each)))
    .filter((each) => !decided.has(each));
  return [...new Map(looks.map((each) => [laneOf(each), each])).values()];
}

function lastWords(observed: string | null, { exit }: Command): string {
  const last = exit === 0 ? "the last look: it answers" : "the last look: it still fails";
  return observed === null ? last : `${last}; observed: ${observed}`;
}
