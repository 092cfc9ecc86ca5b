import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { JournalEvent } from "../journal/events.ts";
import { parseJournal } from "../journal/read-journal.ts";
import type { Cell } from "../plan/cell.ts";

/** One cell of a real run, kept as a journal of its own. */
export interface Recording {
  /** Its path in the folder of recordings. */
  readonly file: string;
  readonly cell: Cell;
  readonly events: readonly JournalEvent[];
}

/** All of a folder (`npm run record` takes them from a run's journal), ordered by file. */
export async function readRecordings(folder: string): Promise<readonly Recording[]> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith(".ndjson.gz")).sort();
  return Promise.all(
    files.map(async (file) => {
      const { events } = parseJournal(gunzipSync(await readFile(join(folder, file))).toString(), file);
      const cell = events.find((event) => event.type === "run.planned")?.cells[0];
      if (!cell) throw new Error(`${file} does not begin with the plan of its cell`);
      return { file, cell, events };
    }),
  );
}
