import { parentPort, workerData } from "node:worker_threads";
import { eachLineIn } from "./journal-files.ts";
import { isOf } from "./part.ts";
import type { Lines, Wanted } from "./part-lines.ts";

/** A thread that reads a journal and hands on the lines of a part, so that reading and understanding go on at once. */

const BATCH_BYTES = 2 ** 20;
/** Batches that nobody has looked at: a journal is read faster than it is understood, and would be in memory in the end. */
const AHEAD = 4;

const { files, part, taken } = workerData as Wanted;
let sent = 0;
let path = files[0].path;

let text = Buffer.alloc(BATCH_BYTES);
let used = 0;
let ends: number[] = [];
let numbers: number[] = [];

function handOn(torn?: string): void {
  const lines: Lines = {
    path,
    text: text.subarray(0, used),
    ends,
    numbers,
    ...(torn !== undefined && { torn }),
  };
  parentPort?.postMessage(lines, [text.buffer as ArrayBuffer]);
  sent++;
  for (let seen = Atomics.load(taken, 0); sent - seen >= AHEAD; seen = Atomics.load(taken, 0))
    Atomics.wait(taken, 0, seen);
  text = Buffer.alloc(BATCH_BYTES);
  [used, ends, numbers] = [0, [], []];
}

const isWanted = isOf(part);
const torn = eachLineIn(files, (piece, from, to, number, file) => {
  if (!isWanted(piece, from, to)) return;
  const length = to - from;
  if (used > 0 && (used + length > text.length || file !== path)) handOn();
  path = file;
  if (length > text.length) text = Buffer.alloc(length);
  used += piece.copy(text, used, from, to);
  ends.push(used);
  numbers.push(number);
});
handOn(torn);
