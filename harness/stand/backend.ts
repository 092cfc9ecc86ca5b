import { randomBytes, randomUUID } from "node:crypto";
import { access, link, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

export const PROJECT = "faultline";

/** Whether the file backend has the stack (layout: pulumi pkg/backend/diy/store.go). */
export function stackExists(backend: string, name: string): Promise<boolean> {
  return access(join(backend, ".pulumi", "stacks", PROJECT, `${name}.json`)).then(
    () => true,
    () => false,
  );
}

/**
 * The file backend locks a stack with a file that names the process; a killed one leaves it behind and every later operation
 * is refused. Removes the locks of processes that are gone (layout: pulumi pkg/backend/diy/lock.go).
 */
export async function removeStaleLocks(backend: string, stack: string): Promise<void> {
  const folder = join(backend, ".pulumi", "locks", "organization", PROJECT, stack);
  const files = await readdir(folder).catch(() => []);
  for (const file of files) {
    const path = join(folder, file);
    const pid = await readFile(path, "utf8")
      .then((text) => (JSON.parse(text) as { pid?: number }).pid)
      .catch(() => undefined);
    if (pid !== undefined && !runs(pid)) await rm(path, { force: true });
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * File with the passphrase that encrypts the run's state, readable by the owner alone; made by whoever comes first.
 * Linked into place when whole, so that a worker that starts at the same time never reads half a passphrase.
 */
export async function passphraseFile(folder: string): Promise<string> {
  const path = join(folder, "passphrase");
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, randomBytes(24).toString("base64url"), { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return path;
}
