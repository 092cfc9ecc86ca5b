import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { JOURNAL_VERSION } from "../harness/journal/event-schema.ts";
import type { CellEvent, JournalEvent } from "../harness/journal/events.ts";
import { parseJournal } from "../harness/journal/read-journal.ts";
import type { Cell } from "../harness/plan/cell.ts";
import { cellsOf } from "../harness/plan/cells.ts";
import type { Scenario } from "../harness/scenario/types.ts";
import { START, SyntheticJournal } from "./synthetic-journal.ts";

const SCENARIOS = join(import.meta.dirname, "../scenarios");
const RECORDINGS = join(import.meta.dirname, "recordings");
/** Stands at once. */
const SIDE_BY_SIDE = 2;
/** What has a moment in it, whatever the event. */
const INSTANTS = ["at", "startedAt", "endedAt", "seenAt", "writtenAt", "readyAt"];

/**
 * A run of real cells: `recordings` (all without it) one after another on two stands, as a journal of today with the words of today's
 * scenarios and a machine's load. Their samples are real, when they were is not.
 */
export async function recordedRun(recordings?: readonly string[]): Promise<JournalEvent[]> {
  const files = recordings ?? globSync("*/*.ndjson.gz", { cwd: RECORDINGS }).sort();
  const words = await wordsToday(new Set(files.map((file) => file.split("/")[0] ?? "")));
  const cells: Cell[] = [];
  const events: JournalEvent[] = [];
  const free = Array.from({ length: SIDE_BY_SIDE }, () => START + 20_000);
  const before: (string | undefined)[] = [];
  for (const file of files) {
    const [planned, ...own] = parseJournal(
      gunzipSync(readFileSync(join(RECORDINGS, file))).toString(),
      file,
    ).events;
    const cell = planned?.type === "run.planned" ? planned.cells[0] : undefined;
    if (!cell || cells.some(({ id }) => id === cell.id)) continue;
    const told = words.get(`${cell.scenario}/${cell.fix}`);
    cells.push({ ...cell, ...(told && { words: told }) });
    const row = free.indexOf(Math.min(...free));
    const shift = (free[row] ?? START) - Date.parse(own[0]?.at ?? "");
    const moved = own.map((event) => onStand(later(event, shift) as CellEvent, before[row]));
    before[row] = cell.id;
    events.push(...moved);
    free[row] = Date.parse(moved.at(-1)?.at ?? "") + 1_000;
  }
  const end = (Math.max(...free) - START) / 1_000;
  const whole = new SyntheticJournal().started(cells);
  for (let at = 10; at < end; at += 10)
    whole.add(at, {
      type: "machine",
      load: 2 + Math.sin(at / 97) + Math.sin(at / 31) / 2,
      usedMb: Math.round(5_000 + 1_500 * Math.sin(at / 301) + 400 * Math.sin(at / 23)),
    });
  whole.ended(end);
  const all = [...whole.events.slice(0, 3), ...events, ...whole.events.slice(3)];
  return all
    .map((event) => ({ ...event, v: JOURNAL_VERSION, run: whole.run }))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** Of the scenarios that are asked for: loading all of them takes seconds. */
async function wordsToday(
  scenarios: ReadonlySet<string>,
): Promise<ReadonlyMap<string, NonNullable<Cell["words"]>>> {
  const words = new Map<string, NonNullable<Cell["words"]>>();
  for (const id of scenarios) {
    const file = (await import(join(SCENARIOS, `${id}.ts`))) as { default: Scenario };
    for (const cell of cellsOf(file.default)) if (cell.words) words.set(`${id}/${cell.fix}`, cell.words);
  }
  return words;
}

/** A cell that had another's cluster has here that of the one before it. */
function onStand(event: CellEvent, before: string | undefined): CellEvent {
  if (event.type !== "cell.started") return event;
  const { after, ...rest } = event;
  return after !== undefined && before !== undefined ? { ...rest, after: before } : rest;
}

/** The same event, moved in time, signatures' moments included. */
function later(event: JournalEvent, byMs: number): JournalEvent {
  return JSON.parse(JSON.stringify(event), (key, value: unknown) => {
    if (!INSTANTS.includes(key)) return value;
    if (typeof value === "number") return value + byMs;
    return typeof value === "string" ? new Date(Date.parse(value) + byMs).toISOString() : value;
  });
}
