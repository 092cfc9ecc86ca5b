import type { JournalEvent } from "../journal/events.ts";
import { eventsOfCell } from "../journal/events-of-cell.ts";
import { phasesOf } from "../judge/cell-phases.ts";
import { judgeCell } from "../judge/judge-cell.ts";
import type { Durations } from "../plan/load-measured.ts";
import { matrixFrom } from "../report/matrix-from.ts";
import type { MatrixCell } from "../report/matrix-schema.ts";
import type { Scenario } from "../scenario/types.ts";
import type { Recording } from "./recordings.ts";

/** A row of the matrix as a real cluster gave it, and the run it is from. */
export interface Measured {
  readonly run: string;
  readonly cell: MatrixCell;
}

/** The recorded cells of the scenarios, by scenario. */
export function measuredCells(
  recordings: readonly Recording[],
  scenarios: readonly Scenario[],
): ReadonlyMap<string, readonly Measured[]> {
  const measured = recordings.flatMap((recording) => {
    const { run, cells } = matrixFrom(judgedAnew(recording, scenarios));
    return cells.map((cell) => ({ run: run.id, cell }));
  });
  return Map.groupBy(measured, ({ cell }) => cell.scenario);
}

/** Older recordings are from before the judgement was part of a journal; all are judged alike. */
function judgedAnew({ cell, events }: Recording, scenarios: readonly Scenario[]): readonly JournalEvent[] {
  const scenario = scenarios.find(({ id }) => id === cell.scenario);
  if (!scenario) return events;
  const judgement = judgeCell(scenario, cell, events);
  return events.map((event) => (event.type === "cell.ended" ? { ...event, ...judgement } : event));
}

/** Whole seconds that each recorded cell took, the longest of several recordings, without making its cluster. */
export function durationsOf(recordings: readonly Recording[]): Durations {
  const longest: Record<string, number> = {};
  for (const { cell, events } of recordings) {
    const own = eventsOfCell(events, cell.id);
    const [first, last] = [own.at(0), own.at(-1)];
    const stood = phasesOf(own).find(({ name }) => name === "stand")?.endedAt ?? Date.parse(first?.at ?? "");
    const took = Math.ceil((Date.parse(last?.at ?? "") - stood) / 1_000);
    if (took > 0) longest[cell.id] = Math.max(took, longest[cell.id] ?? 0);
  }
  return longest;
}
