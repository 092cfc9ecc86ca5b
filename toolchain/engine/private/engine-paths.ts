import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where one private engine lives; everything follows from its root. */
export interface EnginePaths {
  readonly root: string;
  readonly socket: string;
  readonly dockerHost: string;
  readonly execRoot: string;
  readonly pidFile: string;
  readonly log: string;
  /** The cgroup every container of this engine is below, in every hierarchy. */
  readonly cgroup: string;
}

/** sockaddr_un.sun_path holds 108 bytes, and containerd's shims add a long name of their own elsewhere. */
const LONGEST_SOCKET_PATH = 100;

export function enginePaths(root: string): EnginePaths {
  const key = keyOf(root);
  const wished = join(root, "docker.sock");
  const short = join(tmpdir(), `faultline-engine-${key}`, "docker.sock");
  const socket = wished.length > LONGEST_SOCKET_PATH ? short : wished;
  return {
    root,
    socket,
    dockerHost: `unix://${socket}`,
    // containerd's socket is below the exec root, so it has the same limit.
    execRoot: join(socket === wished ? root : join(tmpdir(), `faultline-engine-${key}`), "exec"),
    pidFile: join(root, "docker.pid"),
    log: join(root, "dockerd.log"),
    cgroup: `faultline-engine-${key}`,
  };
}

/** Folder of the cache with the data roots of engines. */
export const ENGINE_DATA = "engine-data";

/** Where an engine keeps images: in the cache, so that they outlive it; one folder an engine, as two cannot share it. */
export function engineDataRoot(cache: string, root: string): string {
  return join(cache, ENGINE_DATA, keyOf(root));
}

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

function keyOf(root: string): string {
  return createHash("sha256").update(root).digest("hex").slice(0, 10);
}
