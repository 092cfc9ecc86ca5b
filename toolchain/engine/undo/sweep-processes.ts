import { readdir, readFile, rmdir } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../../base/clock.ts";
import { isAlive, type Owner, ownerOf } from "../../../base/ledger/owner.ts";

/** The variable dockerd is started with; containerd and its shims inherit it, containers do not. */
export const ENGINE_MARK = "FAULTLINE_ENGINE";

/** Processes of the engine at `root`: dockerd, containerd, shims and port proxies, found by their environment. */
export async function engineProcesses(root: string): Promise<Owner[]> {
  const marked = await markedProcesses(ENGINE_MARK);
  return marked.flatMap(({ pid, mark }) => (mark === root ? (identify(pid) ?? []) : []));
}

/** Every process that has the variable in its environment, with its value. */
export async function markedProcesses(
  name: string,
): Promise<{ readonly pid: number; readonly mark: string }[]> {
  const marked: { pid: number; mark: string }[] = [];
  for (const pid of (await readdir("/proc")).map(Number).filter(Number.isInteger)) {
    const environ = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
    const entry = environ.split("\0").find((each) => each.startsWith(`${name}=`));
    if (entry) marked.push({ pid, mark: entry.slice(name.length + 1) });
  }
  return marked;
}

/** Processes in the engine's containers: whatever is below its cgroup in any hierarchy. */
export async function containerProcesses(cgroup: string): Promise<Owner[]> {
  const pids = new Set<number>();
  for (const folder of await cgroupFolders(cgroup)) {
    const text = await readFile(join(folder, "cgroup.procs"), "utf8").catch(() => "");
    for (const line of text.split("\n")) if (Number(line) > 0) pids.add(Number(line));
  }
  return [...pids].flatMap((pid) => identify(pid) ?? []);
}

/**
 * Kills all of them until none is left; new ones may appear while the old die. False when some do not end within 15 s.
 */
export async function killAll(list: () => Promise<Owner[]>, clock: Clock): Promise<boolean> {
  for (const until = clock.now() + 15_000; clock.now() < until; await clock.sleep(50)) {
    const alive = (await list()).filter((owner) => isAlive(owner));
    if (alive.length === 0) return true;
    for (const { pid } of alive) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It ended in between, which is what is wanted.
      }
    }
  }
  return false;
}

/** Removes the engine's empty cgroups, innermost first. */
export async function removeCgroups(cgroup: string): Promise<void> {
  for (const folder of (await cgroupFolders(cgroup)).reverse()) {
    // A v1 cpuset or a v2 domain with leftovers refuses; the next sweep takes it.
    await rmdir(folder).catch(() => undefined);
  }
}

/** Every folder of the cgroup, parents before children, in all mounted hierarchies (v1, v2 and both at once). */
async function cgroupFolders(cgroup: string): Promise<string[]> {
  const base = "/sys/fs/cgroup";
  const hierarchies = [base, ...(await subfolders(base))];
  const folders: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    const inner = await subfolders(folder).catch(() => undefined);
    if (!inner) return;
    folders.push(folder);
    for (const each of inner) await walk(each);
  };
  for (const hierarchy of hierarchies) await walk(join(hierarchy, cgroup));
  return folders;
}

async function subfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
}

function identify(pid: number): Owner | undefined {
  try {
    return ownerOf(pid);
  } catch {
    return undefined;
  }
}
