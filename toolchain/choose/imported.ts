import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeWhole } from "../../base/write-whole.ts";

const noteSchema = z.object({ images: z.array(z.string()) });
const fileOf = (root: string) => join(root, "imported.json");

/**
 * An image's name as the lock file writes it, without a digest: Docker shortens the names on its own hub ("kindest/node:v1" is
 * "docker.io/kindest/node:v1"), and a `docker save` file knows no digests.
 */
export function plainName(name: string): string {
  const [tagged = ""] = name.split("@");
  const parts = tagged.split("/");
  const [host = ""] = parts;
  const hasHost = parts.length > 1 && (/[.:]/.test(host) || host === "localhost");
  const path = hasHost ? parts.slice(1) : parts;
  const registry = hasHost ? host : "docker.io";
  return [registry, ...(registry === "docker.io" && path.length === 1 ? ["library"] : []), ...path].join("/");
}

/** Plain names of the images that `faultline toolchain pull` or `import` put into the engine on this machine; they may be gone again. */
export async function readImported(root: string): Promise<readonly string[]> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(fileOf(root), "utf8"))).images.map(plainName);
  } catch {
    return [];
  }
}

export async function noteImported(root: string, images: readonly string[]): Promise<void> {
  const all = [...new Set([...(await readImported(root)), ...images.map(plainName)])].sort();
  await mkdir(root, { recursive: true });
  await writeWhole(fileOf(root), `${JSON.stringify({ images: all }, null, 2)}\n`);
}
