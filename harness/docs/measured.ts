import type { JournalEvent } from "../journal/events.ts";
import { judgeCell } from "../judge/judge-cell.ts";
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
