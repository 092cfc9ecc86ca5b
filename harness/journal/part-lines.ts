import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { codeFile } from "../../base/code-file.ts";
import type { SeeLine } from "./each-line.ts";
import { bytesOf, eachLineIn, filesOf, type JournalFiles } from "./journal-files.ts";
import { isOf, type Part } from "./part.ts";

/** Lines of a file of a journal that stand one after another in `text`, each to its `end`; `numbers` are theirs in the file. */
export interface Lines {
  readonly path: string;
  readonly text: Uint8Array;
  readonly ends: readonly number[];
  readonly numbers: readonly number[];
  /** With the last of them: what is left of a line without its newline. */
  readonly torn?: string;
}

export interface Wanted {
  readonly files: JournalFiles;
  readonly part: Part;
  /** How many of its messages were looked at. */
  readonly taken: Int32Array<SharedArrayBuffer>;
}

/** Bytes from which a thread of its own is worth its start, a tenth of a second. */
const WORTH_A_THREAD = 64 * 2 ** 20;

/** Every line of a part of a journal, as `eachLine` gives them. What sees them may take its time to be there: a thread reads meanwhile. */
export async function eachLineOf(
  path: string,
  part: Part,
  seer: () => SeeLine | Promise<SeeLine>,
  threadFrom = WORTH_A_THREAD,
): Promise<string> {
  const files = filesOf(path);
  if (bytesOf(files) < threadFrom) {
    const isWanted = isOf(part);
    const see = await seer();
    return eachLineIn(files, (piece, from, ...more) => {
      if (isWanted(piece, from, more[0])) see(piece, from, ...more);
    });
  }
  // A heap that may grow to twice what lives in it after each collection is half a gigabyte in the end, and no sooner done.
  setFlagsFromString("--heap-growing-percent=60");
  const coming = (async () => seer())();
  const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const wanted: Wanted = { files, part, taken };
  const thread = await startInTurn(wanted);
  const seen = Promise.withResolvers<string>();
  thread.on("error", seen.reject);
  thread.on("message", async ({ path: file, text, ends, numbers, torn }: Lines) => {
    try {
      const see = await coming;
      const piece = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
      for (const [index, end] of ends.entries())
        see(piece, ends[index - 1] ?? 0, end, numbers[index] ?? 0, file);
      if (torn !== undefined) seen.resolve(torn);
      Atomics.add(taken, 0, 1);
      Atomics.notify(taken, 0);
    } catch (error) {
      seen.reject(error);
    }
  });
  // What it has sent by then is seen first.
  const endedEarly = () => seen.reject(new Error(`${path}: the thread that read it ended early`));
  thread.on("exit", () => void coming.then(endedEarly, seen.reject));
  try {
    return await seen.promise;
  } finally {
    await thread.terminate();
  }
}

/** Settles when the thread that was started last has sent its first lines, or is over. */
let begun: Promise<unknown> = Promise.resolve();

/** Starts a thread when the one before it has something to see: several that start at once keep the first from it on a small machine. */
function startInTurn(wanted: Wanted): Promise<Worker> {
  const started = begun.then(() => startThread(wanted));
  const sent = async () => {
    const thread = await started;
    await new Promise((resolve) => thread.once("message", resolve).once("exit", resolve));
  };
  begun = sent().catch(() => {});
  return started;
}

/** It keeps nothing but the piece of a journal that it goes through. */
function startThread(workerData: Wanted): Worker {
  const resourceLimits = { maxYoungGenerationSizeMb: 4 };
  return new Worker(codeFile("./part-thread", import.meta.url), { workerData, resourceLimits });
}
