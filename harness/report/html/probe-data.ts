import type { CellEvent } from "../../journal/events.ts";
import { phasesOf } from "../../judge/cell-phases.ts";
import { decidingProbes } from "./deciding-probes.ts";
import { type Dot, dotOf } from "./lane-of.ts";
import type { TextTable } from "./text-table.ts";

/** An attempt as the page's script reads it: numbers of texts for texts, milliseconds from `from` for times. */
export interface AttemptData {
  readonly attempt: number;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly took: number;
  /** Name, start and end (null: cut) of each. */
  readonly phases: readonly (readonly [name: string, from: number, to: number | null])[];
  readonly lanes: readonly LaneData[];
}

interface LaneData {
  readonly kind: Dot["kind"];
  readonly name: number;
  readonly where: number;
  /** Four numbers a dot: time since the one before, how long it took, state, text. */
  readonly dots: readonly number[];
  /** What was decided (a text), by the place of the dot that did. */
  readonly decided: Readonly<Record<number, number>>;
}

/** What is looked at first when a verdict is doubted stands on top. */
const ORDER: readonly Dot["kind"][] = ["command", "apiservice", "pod", "node", "namespace", "event", "log"];

export function attemptData(
  attempt: number,
  events: readonly CellEvent[],
  texts: TextTable,
): AttemptData | null {
  const phases = phasesOf(events);
  const [first] = phases;
  if (!first) return null;
  const from = first.startedAt;
  const decided = decidingProbes(events);
  const dots = events.flatMap((event) =>
    event.type === "sample" ? [{ ...dotOf(event.sample), decided: decided.get(event.sample) }] : [],
  );
  const ends = [...phases.map(({ endedAt }) => endedAt ?? from), ...dots.map(({ at }) => at)];
  const lanes = [...Map.groupBy(dots, ({ name, where }) => JSON.stringify([name, where])).values()];
  return {
    attempt,
    from,
    took: ends.reduce((latest, at) => Math.max(latest, at), from) - from,
    phases: phases.map(({ name, startedAt, endedAt }) => [
      name,
      startedAt - from,
      endedAt === null ? null : endedAt - from,
    ]),
    lanes: lanes.map((lane) => laneData(lane, from, texts)).sort((a, b) => rank(a) - rank(b)),
  };
}

const rank = ({ kind }: LaneData): number => ORDER.indexOf(kind);

function laneData(
  lane: readonly (Dot & { readonly decided: string | undefined })[],
  from: number,
  texts: TextTable,
): LaneData {
  const [first] = lane;
  const sorted = lane.toSorted((a, b) => a.at - b.at);
  return {
    kind: first?.kind ?? "command",
    name: texts.numberOf(first?.name ?? ""),
    where: texts.numberOf(first?.where ?? ""),
    dots: sorted.flatMap(({ at, took, state, text }, index) => [
      at - (sorted[index - 1]?.at ?? from),
      took,
      state,
      texts.numberOf(text),
    ]),
    decided: Object.fromEntries(
      sorted.flatMap(({ decided }, index) =>
        decided === undefined ? [] : [[index, texts.numberOf(decided)] as const],
      ),
    ),
  };
}
