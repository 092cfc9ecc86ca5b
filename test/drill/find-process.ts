import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Places } from "../../base/places.ts";
import type { Target } from "./drills.ts";

/** Names of the programs that a cell's worker starts; the plugin that was built is what its launcher becomes. */
const PROGRAMS = { pulumi: "pulumi", plugin: "kubernetes-plugin" } as const;
const WORKER = join("cell", "worker.ts");

/** A process of a run, by what it was started with and as a descendant of the run's CLI; undefined while there is none. */
export function findProcess(target: Target, cli: number, places: Places): number | undefined {
  if (target === "cli") return cli;
  if (target === "engine") return enginePid(places);
  const matches = (command: readonly string[]) =>
    target === "worker"
      ? command.some((word) => word.endsWith(WORKER))
      : basename(command[0] ?? "") === PROGRAMS[target];
  return descendants(cli).find((pid) => matches(read(`/proc/${pid}/cmdline`).split("\0")));
}

export function enginePid({ engine }: Places): number | undefined {
  const record = read(join(engine, "engine.json"));
  return record === "" ? undefined : (JSON.parse(record) as { daemon?: { pid: number } }).daemon?.pid;
}

function descendants(ancestor: number): readonly number[] {
  const parents = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(Number(name))] as const),
  );
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === ancestor || isBelow(parents.get(pid)));
  return [...parents.keys()].filter((pid) => pid !== ancestor && isBelow(pid));
}

/** Field 4 of /proc/<pid>/stat (proc_pid_stat(5)); what follows the program's name starts after the last bracket. */
function parentOf(pid: number): number | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const field = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
  return field === undefined ? undefined : Number(field);
}

/** The text of a file of the kernel's; processes go while they are looked at. */
export function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
