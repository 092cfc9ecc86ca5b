import { readdir, readFile, readlink } from "node:fs/promises";
import { ENGINE_MARK } from "../undo/sweep-processes.ts";

/**
 * Roots of other private engines that run in this network namespace. Two there would undo each other's firewall: a starting
 * dockerd flushes Docker's chains, and a stopping one puts the machine back to how it found it.
 */
export async function otherEngines(root: string): Promise<readonly string[]> {
  const network = await readlink("/proc/self/ns/net");
  const roots = new Set<string>();
  for (const pid of await readdir("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    const environ = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
    const mark = environ.split("\0").find((entry) => entry.startsWith(`${ENGINE_MARK}=`));
    const other = mark?.slice(ENGINE_MARK.length + 1);
    if (!other || other === root) continue;
    if ((await readlink(`/proc/${pid}/ns/net`).catch(() => "")) === network) roots.add(other);
  }
  return [...roots];
}
