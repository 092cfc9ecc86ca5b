import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ticksMs } from "../../base/cpu-ticks.ts";
import { textOf } from "./text-of.ts";

/** As /proc has their names: fifteen letters at most. */
const PROGRAMS = ["dockerd", "containerd", "containerd-shim", "docker-proxy"];
/** A node has a containerd of its own, which is counted with the node. */
const IN_CONTAINER = /[0-9a-f]{64}/;

/** CPU milliseconds of the machine's container engines since the first look; of a process that has gone as it was seen last. */
export function engineCpu(proc = "/proc") {
  const known = new Map<string, { readonly before: number; ms: number } | undefined>();
  let looks = 0;
  return async (): Promise<number> => {
    const isFirst = looks++ === 0;
    for (const pid of (await readdir(proc).catch(() => [])).filter((name) => /^\d+$/.test(name))) {
      // What is no engine is asked for its name once.
      if (!known.has(pid) && !(await isEngine(join(proc, pid)))) known.set(pid, undefined);
      else if (!known.has(pid))
        known.set(pid, { before: isFirst ? await usedMs(join(proc, pid)) : 0, ms: 0 });
      const engine = known.get(pid);
      if (engine) engine.ms = Math.max(engine.ms, (await usedMs(join(proc, pid))) - engine.before);
    }
    return [...known.values()].reduce((sum, each) => sum + (each?.ms ?? 0), 0);
  };
}

async function isEngine(dir: string): Promise<boolean> {
  const comm = (await textOf(join(dir, "comm"))).trim();
  return PROGRAMS.includes(comm) && !IN_CONTAINER.test(await textOf(join(dir, "cgroup")));
}

async function usedMs(dir: string): Promise<number> {
  const { ownMs } = ticksMs(await textOf(join(dir, "stat")));
  return ownMs;
}
