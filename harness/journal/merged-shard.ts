import { constants } from "node:fs";
import { copyFile, link, mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isMapping } from "../../base/objects.ts";
import { cannotWrite } from "./journal-errors.ts";

/** A shard's journal, which lies beside that of the run it was merged into. */
export interface MergedShard {
  /** Its path from the run's folder. */
  readonly file: string;
  /** What is in it of whole lines; what comes after them is not of the run. */
  readonly bytes: number;
}

/** Nothing else is read for a journal that names it: one may come from anywhere. */
export const SHARD_FILE = /^shards\/\d+\.ndjson$/;

export function isMergedShard(value: unknown): value is MergedShard {
  if (!isMapping(value)) return false;
  const { file, bytes } = value;
  return (
    typeof file === "string" && SHARD_FILE.test(file) && Number.isSafeInteger(bytes) && Number(bytes) >= 0
  );
}

/** A file that is there already may be another's journal under a second name. */
const ONLY_NEW = constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL;

/**
 * Puts a shard's journal into the folder of the run that it is merged into, under its index. The file gets a second name where the file
 * system can do that, because a copy of ten thousand cells takes longer than all their reports. @throws JournalWriteError.
 */
export async function keepShard(journal: string, dir: string, index: number): Promise<MergedShard> {
  const file = `shards/${index}.ndjson`;
  const path = join(dir, file);
  try {
    await mkdir(dirname(path), { recursive: true });
    await link(journal, path).catch(() => copyFile(journal, path, ONLY_NEW));
    return { file, bytes: await wholeLinesIn(path) };
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
}

const PIECE_BYTES = 65_536;
const NEWLINE = "\n".charCodeAt(0);

/** Bytes up to the last newline: a killed process leaves a line torn. */
async function wholeLinesIn(path: string): Promise<number> {
  const file = await open(path);
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    for (let { size: end } = await file.stat(); end > 0; end -= PIECE_BYTES) {
      const from = Math.max(0, end - PIECE_BYTES);
      const { bytesRead } = await file.read(piece, 0, end - from, from);
      const last = piece.lastIndexOf(NEWLINE, bytesRead - 1);
      if (last >= 0) return from + last + 1;
    }
    return 0;
  } finally {
    await file.close();
  }
}
