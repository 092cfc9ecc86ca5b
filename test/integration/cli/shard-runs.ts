import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Cell, Verdict } from "../../../harness/plan/cell.ts";
import { divide, elsewhere } from "../../../harness/plan/shards/divide.ts";
import { OWN_VERSION } from "../../../harness/version.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";

/** Six cells on three stands. */
export const shardCells = ["a", "b", "c"].flatMap((scenario) =>
  ["one", "two"].map((fix, index) => syntheticCell(scenario, fix, { index })),
);

/** The folders of runs, one a shard, as `run --shard` leaves them in `results`; every cell ends with the verdict. */
export async function writeShardRuns(
  results: string,
  of: number,
  { cells = shardCells, verdict = "pass" }: { cells?: readonly Cell[]; verdict?: Verdict } = {},
): Promise<readonly string[]> {
  const division = divide(cells, () => undefined, { fresh: false, shards: of, durations: {} });
  const dirs: string[] = [];
  for (const { index, stands } of division.shards) {
    const planned: Cell[] = stands.flatMap((stand) => [...stand.cells]);
    const others = elsewhere(division, index);
    const journal = new SyntheticJournal(`20261122-10000${index}-abcd`).started(planned, [], others);
    for (const [place, cell] of planned.entries()) journal.attempt(cell, 10 + 70 * place, verdict);
    const shard = { index, of: division.shards.length, plan: division.plan };
    const events = journal
      .ended(500)
      .events.map((event) =>
        event.type === "run.started" ? { ...event, faultline: OWN_VERSION, shard } : event,
      );
    const dir = join(results, journal.run);
    await mkdir(join(dir, "logs"), { recursive: true });
    await writeFile(join(dir, "logs", `of-${index}.log`), "said");
    await writeFile(
      join(dir, "journal.ndjson"),
      events.map((event) => `${JSON.stringify(event)}\n`).join(""),
    );
    dirs.push(dir);
  }
  return dirs;
}
