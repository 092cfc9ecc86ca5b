import type { CellEvent } from "../../harness/journal/events.ts";
import { type CellPhase, phasesOf } from "../../harness/judge/cell-phases.ts";
import type { PhaseName } from "../../harness/plan/cell.ts";

/** One attempt at a cell, on its cluster. */
export interface Lived {
  readonly cell: string;
  readonly cluster: string;
  readonly events: readonly CellEvent[];
}

/** Milliseconds of cells by what they waited for. Pulumi's changes and the clusters take machine; the others time alone. */
export type Waits = Readonly<Record<Wait, number>>;

type Wait = keyof typeof MEANING;

/** In the order of a cell. */
export const MEANING = {
  clusters: "clusters made and removed",
  changes: "fault, fix and the way back, with Pulumi",
  health: "until healthy, and that for a while",
  symptom: "until the symptom shows",
  "symptom held": "the symptom goes on for as long as it must",
  healing: "until it works again: scrapes and probes",
  "healing held": "it goes on working for as long as it must",
  control: "a control is watched",
  relapse: "the symptom comes again, and goes on",
} as const;

const OF_PHASE: Readonly<Record<PhaseName, Wait>> = {
  stand: "clusters",
  destroy: "clusters",
  fault: "changes",
  fix: "changes",
  retract: "changes",
  undo: "changes",
  baseline: "health",
  symptom: "symptom",
  recovery: "healing",
  relapse: "relapse",
};

/** Of phases that have come to their end. */
export function waitsOf(lived: readonly Lived[]): Waits {
  const parts = lived.flatMap(({ events }) => {
    const end = events.findLast((event) => event.type === "cell.ended");
    const phases = phasesOf(events);
    const since = (name: PhaseName, ms: number | null | undefined) => {
      const began = phases.findLast((phase) => phase.name === name)?.startedAt;
      return ms === null || ms === undefined || began === undefined ? undefined : began + ms;
    };
    return phases.flatMap((phase): readonly (readonly [Wait, number])[] => {
      if (phase.name === "symptom")
        return cut(phase, since("fault", end?.timeToSymptomMs), ["symptom", "symptom held"]);
      if (phase.name !== "recovery") return cut(phase, undefined, [OF_PHASE[phase.name]]);
      const healed = since("fix", end?.timeToRecoveryMs);
      return healed === undefined
        ? cut(phase, undefined, ["control"])
        : cut(phase, healed, ["healing", "healing held"]);
    });
  });
  const sums = Object.keys(MEANING).map((wait) => [
    wait,
    parts.filter(([name]) => name === wait).reduce((sum, [, ms]) => sum + ms, 0),
  ]);
  return Object.fromEntries(sums) as Waits;
}

/** A phase, or its two parts before and after a moment. */
function cut(
  { startedAt, endedAt }: CellPhase,
  moment: number | undefined,
  [before, after]: readonly [Wait, Wait?],
): readonly (readonly [Wait, number])[] {
  if (endedAt === null) return [];
  if (moment === undefined || after === undefined) return [[before, endedAt - startedAt]];
  const at = Math.min(Math.max(moment, startedAt), endedAt);
  return [
    [before, at - startedAt],
    [after, endedAt - at],
  ];
}
