import type { JournalEvent } from "../../journal/events.ts";

/** What a person sees of a run while it goes on; fed with every event that is written to the journal. */
export interface Display {
  see(event: JournalEvent): void;
  /** Leaves the terminal as it was; nothing is drawn afterwards. */
  close(): void;
}
