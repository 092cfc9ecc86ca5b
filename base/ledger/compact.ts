import { randomUUID } from "node:crypto";
import { readdir, rename, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { type LedgerRun, readLedger } from "./files.ts";
import { isAlive, type Owner } from "./owner.ts";

/**
 * Removes the folders of runs with nothing open and nobody left to write (whoever asks does not count): renamed first, so that
 * no reader ever sees half a run (an opening line without its closing one). Returns the runs removed.
 */
export async function compactLedger(
  dir: string,
  alive: (owner: Owner) => boolean = isAlive,
): Promise<readonly string[]> {
  const runs = await readLedger(dir);
  const others = (owner: Owner) => owner.pid !== process.pid && alive(owner);
  const over = runs.filter((run) => isOver(run, others)).map((each) => each.run);
  for (const run of over) await rename(join(dir, run), join(dir, `.over-${randomUUID()}`)).catch(() => {});
  const leftovers = (await readdir(dir).catch(() => [])).filter((name) => name.startsWith(".over-"));
  for (const name of leftovers) await rm(join(dir, name), { recursive: true, force: true });
  // Refused while anything is in it; an empty ledger leaves no trace.
  await rmdir(dir).catch(() => {});
  return over;
}

function isOver({ entries, writers }: LedgerRun, alive: (owner: Owner) => boolean): boolean {
  const somebody = writers.some(alive) || entries.some((entry) => alive(entry.owner));
  return !somebody && entries.every((entry) => entry.state === "closed");
}
