import type { JournalEvent } from "../journal/events.ts";
import { bytesOf, filesOf } from "../journal/journal-files.ts";
import type { Part } from "../journal/part.ts";
import { seeOutline } from "../journal/see-outline.ts";
import type { Matrix } from "./matrix-schema.ts";
import { type Outline, RunOutline } from "./run-outline.ts";

/** Bytes of a journal up to which its page shows every probe: some 250 cells, whose events take a gigabyte of memory. */
export const MOST_BYTES = 256 * 2 ** 20;

/** What a run's reports are made of. */
export interface ReadRun {
  readonly matrix: Matrix;
  /** All events of its journal; of a large one those that reports still ask for. */
  readonly events: readonly JournalEvent[];
}

/** A run for its reports, which have every probe where they are not too many. @throws JournalFormatError. */
export async function readRun(journal: string): Promise<ReadRun> {
  if (bytesOf(filesOf(journal)) > MOST_BYTES) return runOf(await readRunOutline(journal));
  const { readJournal } = await import("../journal/read-journal.ts");
  const { matrixFrom } = await import("./matrix-from.ts");
  const { events } = await readJournal(journal);
  return { matrix: matrixFrom(events), events };
}

/** A run's rows and events, for who has no use for its probes, or for more than its verdicts. @throws JournalFormatError. */
export async function readRunOutline(journal: string, part?: Part): Promise<Outline> {
  const outline = new RunOutline();
  await seeOutline(journal, (event) => outline.see(event), part);
  return outline.end();
}

export async function runOf({ events, attempts }: Outline): Promise<ReadRun> {
  const { matrixOf } = await import("./matrix-from.ts");
  return { matrix: matrixOf(events, attempts), events };
}
