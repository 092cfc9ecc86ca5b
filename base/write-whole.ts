import { rename, rm, writeFile } from "node:fs/promises";

/**
 * Writes a file beside its place and renames it in: a reader, or a cut write, finds the old content or the new one, never a part; what cannot be written leaves nothing.
 * Returns after fsync; what is long may come in parts. `mode` is that of a file made anew, e.g. 0o600.
 */
export async function writeWhole(
  path: string,
  content: string | Iterable<string>,
  mode = 0o644,
): Promise<void> {
  const next = `${path}.next-${process.pid}`;
  try {
    await writeFile(next, content, { mode, flush: true });
    await rename(next, path);
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
}
