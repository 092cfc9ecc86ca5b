import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

/** Bytes of all files under a folder, links not followed; 0 for a folder that is absent. */
export async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const sizes = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? folderBytes(path) : ((await lstat(path).catch(() => undefined))?.size ?? 0);
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
