import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { JournalEvent } from "../../harness/journal/events.ts";
import { parseJournal } from "../../harness/journal/read-journal.ts";
import type { Cell } from "../../harness/plan/cell.ts";
import { divide, elsewhere } from "../../harness/plan/shards/divide.ts";
import type { ShardPart } from "../../harness/plan/shards/plan-division.ts";
import { OWN_VERSION } from "../../harness/version.ts";
import { SyntheticJournal } from "../synthetic-journal.ts";

const RECORDINGS = join(import.meta.dirname, "../recordings");
const SHARDS = 4;

/** One recorded cell under so many names: its lines, without the plan. */
interface Recorded {
  readonly cell: Cell;
  readonly lines: string;
}

export async function recordedCells(): Promise<readonly Recorded[]> {
  const files = (await readdir(RECORDINGS, { recursive: true }))
    .filter((name) => name.endsWith(".gz"))
    .sort();
  return files.flatMap((file) => {
    const text = gunzipSync(readFileSync(join(RECORDINGS, file))).toString();
    const [first = "", ...rest] = text.split("\n");
    const planned = parseJournal(`${first}\n`, file).events[0];
    const cell = planned?.type === "run.planned" ? planned.cells[0] : undefined;
    return cell ? [{ cell, lines: rest.join("\n") }] : [];
  });
}

/** The recorded cells again and again until there are so many, each time of scenarios with other names. */
export function manyCells(recorded: readonly Recorded[], many: number): readonly Cell[] {
  return Array.from({ length: many }, (_, index) => {
    const { cell } = recorded[index % recorded.length] as Recorded;
    return renamed(cell, Math.floor(index / recorded.length));
  });
}

function renamed(cell: Cell, round: number): Cell {
  const scenario = `${cell.scenario}-${round}`;
  return { ...cell, scenario, id: `${scenario}${cell.id.slice(cell.scenario.length)}` };
}

/** Writes a run of so many cells twice, and in shards; gives their ids, and the size of the first. */
export async function writeLargeRuns(results: string, many: number) {
  const recorded = await recordedCells();
  const cells = manyCells(recorded, many);
  const linesOf = new Map(cells.map((cell, index) => [cell.id, [index, cell.scenario] as const]));
  const write = (run: string, planned: readonly Cell[], shard?: ShardPart) => {
    const dir = join(results, run);
    mkdirSync(dir, { recursive: true });
    const file = openSync(join(dir, "journal.ndjson"), "w");
    const { elsewhere: others, ...part } = shard ?? {};
    const own = new SyntheticJournal(run).started(planned, [], others).ended(900).events;
    const line = (event: JournalEvent) =>
      `${JSON.stringify(shard && event.type === "run.started" ? { ...event, faultline: OWN_VERSION, shard: part } : event)}\n`;
    let bytes = 0;
    const put = (text: string) => {
      bytes += writeSync(file, text);
    };
    for (const event of own.slice(0, -1)) put(line(event));
    for (const { id, scenario } of planned) {
      const { cell, lines } = recorded[(linesOf.get(id)?.[0] ?? 0) % recorded.length] as Recorded;
      put(lines.replaceAll(`"cell":"${cell.scenario}/`, `"cell":"${scenario}/`));
    }
    for (const event of own.slice(-1)) put(line(event));
    closeSync(file);
    return bytes;
  };
  const [whole, again] = ["20261122-100000-0001", "20261122-110000-0002"];
  const bytes = write(whole, cells);
  write(again, cells);
  const division = divide(cells, () => undefined, { fresh: false, shards: SHARDS, durations: {} });
  const shards = division.shards.map(({ index, stands }) => {
    const run = `20261122-12000${index}-0003`;
    const part = { index, of: division.shards.length, plan: division.plan };
    const planned = stands.flatMap((stand) => stand.cells);
    write(run, planned, { ...part, elsewhere: elsewhere(division, index) });
    return run;
  });
  return { whole, again, shards, megabytes: Math.round(bytes / 1e6) };
}
