import { closeSync, fsync, openSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { promisify } from "node:util";
import { writeAll } from "./write-all.ts";

const flushed = promisify(fsync);

/**
 * Writes a file beside its place and renames it in: a reader, or a cut write, finds the old content or the new one, never a part; what cannot be written leaves nothing.
 * The kernel has all of it when the call comes back, and it resolves after fsync; what is long may come in parts, which would take
 * several times as long if each were waited for. `mode` is that of a file made anew, e.g. 0o600.
 */
export async function writeWhole(
  path: string,
  content: string | Iterable<string>,
  mode = 0o644,
): Promise<void> {
  const next = `${path}.next-${process.pid}`;
  try {
    const file = openSync(next, "w", mode);
    try {
      for (const part of typeof content === "string" ? [content] : content) writeAll(file, Buffer.from(part));
      await flushed(file);
    } finally {
      closeSync(file);
    }
    await rename(next, path);
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
}
