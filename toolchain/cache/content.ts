import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

/** Bytes of all files under a folder, links not followed; 0 for a folder that is absent. */
export async function folderBytes(folder: string): Promise<number> {
  const sizes = (await filesUnder(folder)).map(async (file) => (await lstat(join(folder, file))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** "sha256:…" over the names and contents of all files under a folder: what an output is, whatever it was made of. */
export async function folderDigest(folder: string): Promise<string> {
  const whole = createHash("sha256");
  for (const file of (await filesUnder(folder)).sort()) {
    const path = join(folder, file);
    whole.update(`${file}\0`);
    if ((await lstat(path)).isSymbolicLink()) whole.update(`-> ${await readlink(path)}\0`);
    else whole.update(await fileDigest(path));
  }
  return `sha256:${whole.digest("hex")}`;
}

/** 64 hexadecimal digits. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
