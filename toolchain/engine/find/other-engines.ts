import { readlink } from "node:fs/promises";
import { ENGINE_MARK, markedProcesses } from "../undo/sweep-processes.ts";

/**
 * Roots of other private engines that run in this network namespace. Two there would undo each other's firewall: a starting
 * dockerd flushes Docker's chains, and a stopping one puts the machine back to how it found it.
 */
export async function otherEngines(root: string): Promise<readonly string[]> {
  const network = await readlink("/proc/self/ns/net");
  const roots = new Set<string>();
  for (const { pid, mark } of await markedProcesses(ENGINE_MARK))
    if (mark !== root && (await readlink(`/proc/${pid}/ns/net`).catch(() => "")) === network) roots.add(mark);
  return [...roots];
}
