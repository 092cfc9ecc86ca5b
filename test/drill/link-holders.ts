import { readdirSync, readlinkSync } from "node:fs";
import { read } from "./find-process.ts";

/**
 * Who keeps a network namespace that is not this process's: a link lingers as long as the namespace of its other end does. One line for
 * each process in one and for each mount of one; and the kernel's own work, where it is taking one apart.
 */
export function namespaceHolders(): readonly string[] {
  const own = target("/proc/self/ns/net");
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const name = read(`/proc/${pid}/comm`).trim();
      const there = target(`/proc/${pid}/ns/net`);
      const mounts = read(`/proc/${pid}/mountinfo`).match(/net:\[\d+\] \S+/g) ?? [];
      return [
        ...(there && there !== own ? [`process ${pid} ${name} in ${there}`] : []),
        ...mounts.map((mount) => `process ${pid} ${name} sees mount ${mount}`),
        ...(name.includes("netns") ? [`kernel ${pid} ${name} ${read(`/proc/${pid}/wchan`)}`] : []),
      ];
    });
}

function target(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return "";
  }
}
