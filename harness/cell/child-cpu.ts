import type { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { ticksMs } from "../../base/cpu-ticks.ts";

/** Under which a process' own time is told; its children's is under their programs' names. */
const SELF = "worker";

/**
 * Counts the CPU time of this process and, by program, of all children it has waited for, whoever starts them. `taken` gives the
 * milliseconds since it was called last. The kernel adds a child's time to its parent's when it is waited for; of several that end at the
 * same moment the first is given all of it, so that the sum is right and the parts nearly are.
 */
export function childCpu(childrenMs = childrenMsNow): { readonly taken: () => Record<string, number> } {
  const used = new Map<string, number>();
  let children = childrenMs();
  let own = process.cpuUsage();
  const add = (name: string, ms: number) => used.set(name, (used.get(name) ?? 0) + ms);
  // Node tells of every child in this process, also of those that libraries start.
  subscribe("child_process", (message) => {
    const { process: child } = message as { readonly process: ChildProcess };
    child.once("exit", () => {
      const now = childrenMs();
      if (now > children) add(basename(child.spawnfile ?? "unknown"), now - children);
      children = now;
    });
  });
  return {
    taken: () => {
      const since = process.cpuUsage(own);
      own = process.cpuUsage();
      add(SELF, Math.round((since.user + since.system) / 1_000));
      const taken = Object.fromEntries([...used].filter(([, ms]) => ms > 0));
      used.clear();
      return taken;
    },
  };
}

/** Nothing where there is no /proc. */
function childrenMsNow(): number {
  try {
    return ticksMs(readFileSync("/proc/self/stat", "utf8")).childrenMs;
  } catch {
    return 0;
  }
}
