import { stat } from "node:fs/promises";
import type { JournalEvent } from "../journal/events.ts";
import { readJournal, readOutline } from "../journal/read-journal.ts";

/** Bytes of a journal up to which its page shows every probe: some 250 cells, whose events take a gigabyte of memory. */
const MOST_BYTES = 256 * 2 ** 20;

/** What a page is made of; of a larger journal all but the probes: its `outline`, if that is known. @throws JournalFormatError. */
export async function readForPage(
  journal: string,
  outline?: readonly JournalEvent[],
): Promise<readonly JournalEvent[]> {
  const size = await stat(journal).then(
    (file) => file.size,
    () => 0,
  );
  if (size <= MOST_BYTES) return (await readJournal(journal)).events;
  return outline ?? (await readOutline(journal)).events;
}
