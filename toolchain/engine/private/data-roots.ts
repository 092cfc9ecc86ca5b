import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ENGINE_DATA } from "./engine-paths.ts";

/** Names below `<cache>/engine-data` of engines that do not run: their images can go. */
export async function idleDataRoots(cache: string, proc = "/proc"): Promise<readonly string[]> {
  const folder = join(cache, ENGINE_DATA);
  const used = new Set<string>();
  for (const pid of await readdir(proc)) {
    if (!/^\d+$/.test(pid)) continue;
    const args = (await readFile(join(proc, pid, "cmdline"), "utf8").catch(() => "")).split("\0");
    for (const arg of args) if (arg.startsWith("--data-root=")) used.add(arg.slice("--data-root=".length));
  }
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => !used.has(join(folder, name)));
}
