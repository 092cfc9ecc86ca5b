import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const noteSchema = z.object({ images: z.array(z.string()) });
const fileOf = (root: string) => join(root, "imported.json");

/** Names of the images that `faultline toolchain pull` or `import` put into the engine on this machine; they may be gone again. */
export async function readImported(root: string): Promise<readonly string[]> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(fileOf(root), "utf8"))).images;
  } catch {
    return [];
  }
}

export async function noteImported(root: string, images: readonly string[]): Promise<void> {
  const all = [...new Set([...(await readImported(root)), ...images])].sort();
  const fresh = `${fileOf(root)}.${process.pid}`;
  await mkdir(root, { recursive: true });
  await writeFile(fresh, `${JSON.stringify({ images: all }, null, 2)}\n`);
  await rename(fresh, fileOf(root));
}
