import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * The file backend locks a stack with a file that names the process; a killed one leaves it behind and every later operation
 * is refused. Removes the locks of processes that are gone (layout: pulumi pkg/backend/diy/lock.go).
 */
export async function removeStaleLocks(backend: string, project: string, stack: string): Promise<void> {
  const folder = join(backend, ".pulumi", "locks", "organization", project, stack);
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
