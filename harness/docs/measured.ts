import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { JournalEvent } from "../journal/events.ts";
import { parseJournal } from "../journal/read-journal.ts";
import { judgeCell } from "../judge/judge-cell.ts";
import { matrixFrom } from "../report/matrix-from.ts";
import type { MatrixCell } from "../report/matrix-schema.ts";
import type { Scenario } from "../scenario/types.ts";

/** A row of the matrix as a real cluster gave it, and the run it is from. */
export interface Measured {
  readonly run: string;
  readonly cell: MatrixCell;
}

/** The recorded cells of the scenarios (`npm run record` takes them from a run's journal), by scenario. */
export async function measuredCells(
  recordings: string,
  scenarios: readonly Scenario[],
): Promise<ReadonlyMap<string, readonly Measured[]>> {
  const names = await readdir(recordings, { recursive: true });
  const files = names.filter((name) => name.endsWith(".ndjson.gz")).sort();
  const measured = await Promise.all(
    files.map(async (file) => {
      const { events } = parseJournal(gunzipSync(await readFile(join(recordings, file))).toString(), file);
      const { run, cells } = matrixFrom(judgedAnew(events, scenarios));
      return cells.map((cell) => ({ run: run.id, cell }));
    }),
  );
  return Map.groupBy(measured.flat(), ({ cell }) => cell.scenario);
}

/** Older recordings are from before the judgement was part of a journal; all are judged alike. */
function judgedAnew(
  events: readonly JournalEvent[],
  scenarios: readonly Scenario[],
): readonly JournalEvent[] {
  const [cell] = events.flatMap((event) => (event.type === "run.planned" ? event.cells : []));
  const scenario = scenarios.find(({ id }) => id === cell?.scenario);
  if (!cell || !scenario) return events;
  const judgement = judgeCell(scenario, cell, events);
  return events.map((event) => (event.type === "cell.ended" ? { ...event, ...judgement } : event));
}
