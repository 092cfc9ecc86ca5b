import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { UsageError } from "../usage-error.ts";

const JOURNAL = "journal.ndjson";

/** Journals below a results folder, the newest run's first; nothing older is looked at than is asked for. */
export async function* journalsIn(results: string): AsyncGenerator<string, undefined> {
  for (const id of await runsIn(results)) {
    const place = join(results, id, JOURNAL);
    if (await isFile(place)) yield place;
  }
}

/** The journal of a run given by id, folder or file; without one, of the newest run that has a journal. @throws UsageError. */
export async function findJournal(results: string, run: string | undefined): Promise<string> {
  if (run !== undefined) {
    const places = [resolve(run), join(resolve(run), JOURNAL), join(results, run, JOURNAL)];
    for (const place of places) if (await isFile(place)) return place;
    throw new UsageError(
      `no run "${run}" in ${results}, nor a folder or journal of that name; ${await known(results)}`,
    );
  }
  const { value: newest } = await journalsIn(results).next();
  if (newest !== undefined) return newest;
  throw new UsageError(
    `no run in ${results} yet; faultline run makes one, FAULTLINE_RESULTS_DIR names another folder`,
  );
}

/** Newest first: a run's id begins with its time. */
async function runsIn(results: string): Promise<readonly string[]> {
  const names = await readdir(results).catch(() => []);
  return names.filter((name) => /^\d{8}-/.test(name)).sort((a, b) => (a < b ? 1 : -1));
}

async function known(results: string): Promise<string> {
  const runs = await runsIn(results);
  return runs.length > 0 ? `the newest is ${runs[0]}` : "there is none";
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
