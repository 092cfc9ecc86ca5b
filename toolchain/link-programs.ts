import { createHash } from "node:crypto";
import { access, chmod, mkdir, mkdtemp, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";

/**
 * A folder that holds a link for each program and nothing else, to be first on PATH. The same programs give the same
 * folder, and it appears whole: runs that use other versions have another one. Returns its path.
 */
export async function linkPrograms(
  root: string,
  programs: Readonly<Record<string, string>>,
): Promise<string> {
  const entries = Object.entries(programs).sort(([a], [b]) => (a < b ? -1 : 1));
  const name = createHash("sha256").update(JSON.stringify(entries)).digest("hex").slice(0, 12);
  const folder = join(root, "bin", name);
  if (await exists(folder)) return folder;
  await mkdir(join(root, "bin"), { recursive: true });
  const fresh = await mkdtemp(`${folder}.`);
  for (const [program, target] of entries) await symlink(target, join(fresh, program));
  await chmod(fresh, 0o755);
  try {
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another run made the same folder meanwhile: it is as good.
    if (!(await exists(folder))) throw error;
  }
  return folder;
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
