import { appendFileSync, closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { SecretFilter } from "../../base/text/secrets.ts";
import { pieceFilter } from "../../base/text/secrets-in-pieces.ts";
import { workerLogName } from "./names.ts";
import type { CellJob } from "./schedule.ts";

/** What a worker printed itself: a file a cell and attempt, named in the error when it ends early. */
export interface WorkerLog {
  /** Writes what comes of a stream, line by line. */
  readonly follow: (stream: Readable) => void;
  /** Writes what is held and closes the file; what comes later is lost. */
  readonly close: () => void;
}

/** Characters of a log that are kept: its beginning as it comes, and what it ended with. A worker in a loop would fill the disk. */
const BEGINNING = 512 * 1024;
const ENDING = 64 * 1024;

/** Opens a log; `filter` leaves out secrets, as the journal's does. */
export function openWorkerLog(
  dir: string,
  { cell, attempt }: Pick<CellJob, "cell" | "attempt">,
  filter: SecretFilter,
): WorkerLog {
  mkdirSync(dir, { recursive: true });
  const file = openSync(join(dir, workerLogName(cell.id, attempt)), "a");
  const followed: (() => void)[] = [];
  let room = BEGINNING;
  let ending = "";
  let lost = 0;
  let closed = false;
  const append = (text: string) => {
    try {
      if (text !== "") appendFileSync(file, text);
    } catch {
      // A full disk is told by the journal, and a log is not worth the run.
    }
  };
  const write = (text: string) => {
    if (closed) return;
    append(text.slice(0, room));
    ending += text.slice(room);
    room = Math.max(0, room - text.length);
    if (ending.length <= 2 * ENDING) return;
    lost += ending.length - ENDING;
    ending = ending.slice(-ENDING);
  };
  return {
    follow: (stream) => {
      const { take, end } = pieceFilter(filter);
      stream.on("data", (piece: Buffer) => write(take(piece)));
      // A pipe whose other end was killed; what came through it is there.
      stream.on("error", () => {});
      followed.push(() => write(end()));
    },
    close: () => {
      for (const end of followed) end();
      closed = true;
      append(lost > 0 ? `\n[${lost} characters left out]\n${ending}` : ending);
      closeSync(file);
    },
  };
}
