import { readFileSync } from "node:fs";
import type { LedgerEntry } from "./entry.ts";

/** A process that cannot be mistaken for a later one with the same pid. */
export type Owner = LedgerEntry["owner"];

/** Reads /proc. @throws Error when the process does not exist. */
export function ownerOf(pid: number): Owner {
  return { pid, startTicks: startTicksFrom(readFileSync(`/proc/${pid}/stat`, "utf8")) };
}

/** True while exactly this process runs; a zombie counts as dead, as nothing of it can act any more. */
export function isAlive(owner: Owner): boolean {
  try {
    const stat = readFileSync(`/proc/${owner.pid}/stat`, "utf8");
    return startTicksFrom(stat) === owner.startTicks && fieldsAfterName(stat)[0] !== "Z";
  } catch {
    return false;
  }
}

/** The form of FAULTLINE_OWNER: "<pid>:<startTicks>". */
export function formatOwner(owner: Owner): string {
  return `${owner.pid}:${owner.startTicks}`;
}

/** Undefined when the text is not an owner. */
export function parseOwner(text: string | undefined): Owner | undefined {
  const match = /^(\d+):(\d+)$/.exec(text ?? "");
  return match?.[1] && match[2] ? { pid: Number(match[1]), startTicks: match[2] } : undefined;
}

/** The same at the start of a file's name, which the process's own files bear: "<pid>-<startTicks>". */
export function ownerInName(owner: Owner): string {
  return formatOwner(owner).replace(":", "-");
}

/** The process that bears the file's name, while it lives. */
export function livingOwner(fileName: string): Owner | undefined {
  const [pid, ticks] = fileName.split("-");
  const owner = parseOwner(`${pid}:${ticks}`);
  return owner && isAlive(owner) ? owner : undefined;
}

/** Field 22 of /proc/<pid>/stat (proc_pid_stat(5)): start time in clock ticks since boot. */
export function startTicksFrom(stat: string): string {
  const ticks = fieldsAfterName(stat)[19];
  if (ticks === undefined) throw new Error(`not a /proc/<pid>/stat line: ${stat}`);
  return ticks;
}

/** Field 2, the program's name, may hold spaces and brackets: what follows starts after the LAST bracket. */
function fieldsAfterName(stat: string): string[] {
  return stat
    .slice(stat.lastIndexOf(")") + 2)
    .trim()
    .split(" ");
}
