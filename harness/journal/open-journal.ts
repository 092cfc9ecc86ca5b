import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { Clock } from "../../base/clock.ts";
import { secretFilter, withoutSecrets } from "../../base/text/secrets.ts";
import { writeAll } from "../../base/write-all.ts";
import { copyCells } from "./copy-cells.ts";
import { JOURNAL_VERSION } from "./event-schema.ts";
import type { JournalEntry, JournalEvent } from "./events.ts";
import { cannotWrite } from "./journal-errors.ts";

/** The append-only record of a run: one JSON object a line, in the order written. */
export interface Journal {
  /**
   * Stamps and appends one entry and returns it as written: without secrets, whoever says them. `seenAt` (milliseconds since the epoch) is when another process saw
   * it; default: now. Never throws: a failed write is raised by the next `sync` or `close`.
   */
  write(entry: JournalEntry, seenAt?: number): JournalEvent;
  /** Appends what another journal has of the attempts at cells that are kept. Fails as `write` does. */
  copy(from: string, keeps: (cell: string, attempt: number) => boolean): void;
  /** Returns after fsync; call at the end of each phase. @throws JournalWriteError. */
  sync(): Promise<void>;
  /** `sync`, then close the file. A second call does nothing. @throws JournalWriteError. */
  close(): Promise<void>;
}

export interface JournalOptions {
  /** Created, with its folders. */
  readonly path: string;
  readonly run: string;
  readonly clock: Clock;
  /** Whose secrets are known by their values. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Opens a journal for writing. @throws JournalWriteError. */
export async function openJournal({ path, run, clock, env = {} }: JournalOptions): Promise<Journal> {
  const file = await openForAppend(path);
  const filter = secretFilter(env);
  let failure: unknown;
  let closed = false;

  const append = (event: JournalEvent) => {
    try {
      // Synchronous: what was seen is in the kernel's hands before the next thing happens, and lines never mix.
      writeAll(file.fd, Buffer.from(`${JSON.stringify(event)}\n`));
    } catch (error) {
      failure ??= error;
    }
  };
  const sync = async () => {
    if (failure === undefined) await file.sync().catch((error: unknown) => (failure = error));
    if (failure !== undefined) throw cannotWrite(path, failure);
  };
  return {
    write: (entry, seenAt = clock.now()) => {
      const at = new Date(seenAt).toISOString();
      const event: JournalEvent = { v: JOURNAL_VERSION, at, run, ...withoutSecrets(entry, filter) };
      // After a line that was cut nothing follows: it would be read as the end of that line.
      if (closed || failure !== undefined) return event;
      append(event);
      return event;
    },
    copy: (from, keeps) => {
      if (failure !== undefined) return;
      try {
        copyCells(from, file.fd, keeps);
      } catch (error) {
        failure ??= error;
      }
    },
    sync,
    close: async () => {
      if (closed) return;
      closed = true;
      try {
        await sync();
      } finally {
        await file.close();
      }
    },
  };
}

async function openForAppend(path: string): Promise<FileHandle> {
  try {
    await mkdir(dirname(path), { recursive: true });
    return await open(path, "a");
  } catch (error) {
    throw cannotWrite(path, error);
  }
}
