import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../base/clock.ts";
import { newRunId } from "./names.ts";

export interface NewRun {
  readonly run: string;
  /** Its folder, which nobody else has. */
  readonly dir: string;
}

/**
 * Takes an id for a run by making its folder below `results`, which several machines may write to: an id has 16 random bits, and where
 * one begins in the same second with the same, another is drawn. A folder that cannot be made is told by whoever writes into it.
 */
export async function newRun(results: string, clock: Clock, draw = newRunId): Promise<NewRun> {
  const isThere = await mkdir(results, { recursive: true }).then(
    () => true,
    () => false,
  );
  for (;;) {
    const run = draw(clock);
    const dir = join(results, run);
    if (!isThere || (await isMade(dir))) return { run, dir };
  }
}

/** False for a folder that was there. */
async function isMade(dir: string): Promise<boolean> {
  try {
    await mkdir(dir);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "EEXIST";
  }
  return true;
}
