import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { textOf } from "./text-of.ts";

/** A container's own cgroup, as Docker calls it with either of its cgroup drivers. */
const CONTAINER = /^(?:docker-)?([0-9a-f]{64})(?:\.scope)?$/;
/** Where the first process of a container is: at once, once its systemd runs, and once kind's entrypoint has moved it. */
const FIRST_IN = [".", "init.scope", "init"];

/** Who else has containers here is nobody's business who reads a report. */
const OURS = "faultline-";
const OTHERS = "others";

/**
 * CPU milliseconds that each node on the machine has used since it began, by its name, and all other containers together, with those that
 * cannot be asked for their name. One that has gone keeps what was read last. Nothing where there are no cgroups to read.
 */
export function containerCpu(cgroups = "/sys/fs/cgroup", proc = "/proc") {
  const names = new Map<string, string>();
  const used = new Map<string, number>();
  return async (): Promise<ReadonlyMap<string, number>> => {
    for (const { id, dir } of await containersIn(cgroups)) {
      const ms = await usedMs(dir);
      const name = names.get(id) ?? (await hostName(dir, proc));
      if (name !== undefined) names.set(id, name);
      if (ms !== undefined) used.set(id, ms);
    }
    const all = new Map<string, number>();
    for (const [id, ms] of used) {
      const name = names.get(id) ?? OTHERS;
      const key = name.startsWith(OURS) ? name : OTHERS;
      all.set(key, (all.get(key) ?? 0) + ms);
    }
    return all;
  };
}

/** They are below the root or below a parent of their engine's: one level down, in the hierarchy that counts CPU time. */
async function containersIn(cgroups: string) {
  const roots = await foldersIn(cgroups);
  const root = roots.includes("cpuacct") ? join(cgroups, "cpuacct") : cgroups;
  const first = await foldersIn(root);
  const below = await Promise.all(
    first
      .filter((name) => !CONTAINER.test(name))
      .map(async (name) => {
        const dir = join(root, name);
        return (await foldersIn(dir)).map((each) => join(dir, each));
      }),
  );
  return [...first.map((name) => join(root, name)), ...below.flat()].flatMap((dir) => {
    const [, id] = CONTAINER.exec(dir.slice(dir.lastIndexOf("/") + 1)) ?? [];
    return id === undefined ? [] : [{ id, dir }];
  });
}

/** The second version counts microseconds, the first nanoseconds. */
async function usedMs(dir: string): Promise<number | undefined> {
  const stat = /^usage_usec (\d+)$/m.exec(await textOf(join(dir, "cpu.stat")))?.[1];
  if (stat !== undefined) return Math.round(Number(stat) / 1e3);
  const usage = await textOf(join(dir, "cpuacct.usage"));
  return usage === "" ? undefined : Math.round(Number(usage) / 1e6);
}

async function hostName(dir: string, proc: string): Promise<string | undefined> {
  for (const place of FIRST_IN) {
    const [pid] = (await textOf(join(dir, place, "cgroup.procs"))).split("\n");
    const name = pid ? (await textOf(join(proc, pid, "root/etc/hostname"))).trim() : "";
    if (name !== "") return name;
  }
  return undefined;
}

async function foldersIn(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  return entries.filter((each) => each.isDirectory() || each.isSymbolicLink()).map(({ name }) => name);
}
