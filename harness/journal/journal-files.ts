import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { isMapping } from "../../base/objects.ts";
import { eachLine, ofType, type SeeLine } from "./each-line.ts";
import { firstLineOf } from "./first-line.ts";
import { JournalFormatError } from "./journal-errors.ts";
import { isMergedShard, type MergedShard } from "./merged-shard.ts";

/** A file that lines of a journal stand in. */
export interface JournalFile {
  readonly path: string;
  readonly bytes: number;
}

/** Where the lines of a journal stand: in its own file, and of a merged run in its shards' journals beside it. */
export type JournalFiles = readonly [own: JournalFile, ...shards: JournalFile[]];

/** @throws JournalFormatError for a file that is not there, and for a shard's that is not what was merged. */
export function filesOf(path: string): JournalFiles {
  try {
    const own = { path, bytes: statSync(path).size };
    return [own, ...shardsNamedIn(firstLineOf(path)).map((shard) => fileOf(path, shard))];
  } catch (cause) {
    if (cause instanceof JournalFormatError) throw cause;
    throw new JournalFormatError(`${path}: cannot be read; name a run's journal.ndjson.`, { cause });
  }
}

export function bytesOf(files: JournalFiles): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function fileOf(merged: string, { file, bytes }: MergedShard): JournalFile {
  const path = join(dirname(merged), file);
  const remedy = `${merged} was merged from it: keep a run's folder whole, or merge the shards again.`;
  const is = statSync(path, { throwIfNoEntry: false });
  if (!is) throw new JournalFormatError(`${path}: is not there; ${remedy}`);
  if (is.size < bytes)
    throw new JournalFormatError(`${path}: has ${is.size} bytes, and had ${bytes}; ${remedy}`);
  return { path, bytes };
}

/** What is wrong with a line is told by who checks lines. */
function shardsNamedIn(line: string | undefined): readonly MergedShard[] {
  try {
    const started: unknown = JSON.parse(line ?? "");
    if (!isMapping(started) || !Array.isArray(started.shards)) return [];
    return started.shards.every(isMergedShard) ? started.shards : [];
  } catch {
    return [];
  }
}

const isOfTheRun = ofType("run.");

/**
 * Every line of a journal's files, as `eachLine` gives those of one: of a shard's those of its cells and machine, because the merged run
 * has lines of its own for what it is, and what it is made of.
 */
export function eachLineIn([own, ...shards]: JournalFiles, see: SeeLine, pieceEnds?: () => void): string {
  const torn = eachLine(own.path, see, pieceEnds);
  const seeOfCells: SeeLine = (piece, from, to, number, path) => {
    if (!isOfTheRun(piece, from, to)) see(piece, from, to, number, path);
  };
  for (const { path, bytes } of shards) eachLine(path, seeOfCells, pieceEnds, bytes);
  return torn;
}
