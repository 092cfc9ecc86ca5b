import { readFile } from "node:fs/promises";
import type { Exec } from "../../../base/exec.ts";

/** Unmounts everything mounted below the folders, innermost first: overlays, shm and network namespaces of dead containers. */
export async function unmountBelow(exec: Exec, folders: readonly string[]): Promise<void> {
  const text = await readFile("/proc/self/mountinfo", "utf8").catch(() => "");
  for (const point of mountsBelow(text, folders)) await exec("umount", ["-l", point]);
}

/** Field 5 of each line of proc_pid_mountinfo(5) below one of the folders, in the order in which they can be unmounted. */
export function mountsBelow(mountinfo: string, folders: readonly string[]): string[] {
  return mountinfo
    .split("\n")
    .map((line) =>
      (line.split(" ")[4] ?? "").replace(/\\(\d{3})/g, (_, octal) =>
        String.fromCharCode(Number.parseInt(octal, 8)),
      ),
    )
    .filter((point) => folders.some((folder) => point === folder || point.startsWith(`${folder}/`)))
    .reverse();
}
