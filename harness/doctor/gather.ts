import { readFile, statfs } from "node:fs/promises";
import { availableParallelism, release } from "node:os";
import { dirname } from "node:path";
import type { Exec } from "../../base/exec.ts";
import type { Places } from "../../base/places.ts";
import { firstLine } from "../../base/text/first-line.ts";
import { EngineUnreachable } from "../../toolchain/engine/errors.ts";
import { findDaemon } from "../../toolchain/engine/find/find-daemon.ts";
import type { EngineFacts, MachineFacts } from "./facts.ts";

/** Asks the machine; changes nothing and takes well under a second unless a daemon is slow to answer. */
export async function gatherFacts(input: {
  readonly exec: Exec;
  readonly env: NodeJS.ProcessEnv;
  readonly places: Places;
}): Promise<MachineFacts> {
  const { exec, places } = input;
  const [meminfo, osRelease, filesystems, engine, tools, iptables, cacheFreeMb, stateFreeMb] =
    await Promise.all([
      textOf("/proc/meminfo"),
      textOf("/etc/os-release"),
      textOf("/proc/filesystems"),
      engineFacts(input),
      versionsOf(exec, TOOLS),
      exec("iptables", ["--version"], { timeoutMs: 5_000 }),
      freeMb(places.cache),
      freeMb(places.state),
    ]);
  return {
    os: /^PRETTY_NAME="?([^"\n]*)/m.exec(osRelease)?.[1] ?? process.platform,
    platform: process.platform,
    arch: process.arch,
    kernel: release(),
    node: process.version,
    root: process.geteuid?.() === 0,
    cpus: availableParallelism(),
    memory: { totalMb: kbOf(meminfo, "MemTotal"), availableMb: kbOf(meminfo, "MemAvailable") },
    cgroup: (await textOf("/sys/fs/cgroup/cgroup.controllers")) ? "v2" : "v1",
    inotify: {
      instances: Number(await textOf("/proc/sys/fs/inotify/max_user_instances")),
      watches: Number(await textOf("/proc/sys/fs/inotify/max_user_watches")),
    },
    disk: { cacheFreeMb, stateFreeMb },
    iptables: iptables.exitCode === 0,
    overlayfs: /\boverlay\b/.test(filesystems),
    engine,
    tools,
  };
}

async function engineFacts({ exec, env, places }: Parameters<typeof gatherFacts>[0]): Promise<EngineFacts> {
  try {
    const own = `unix://${places.engine}/docker.sock`;
    const found = await findDaemon({ env, exec, own });
    if (found) return { kind: "host", dockerHost: found.dockerHost, version: found.version.Version };
  } catch (error) {
    if (!(error instanceof EngineUnreachable)) throw error;
    return { kind: "unreachable", dockerHost: env.DOCKER_HOST ?? "" };
  }
  const found = await versionsOf(exec, NEEDED);
  const missing = Object.keys(NEEDED).filter((name) => found[name] === undefined);
  return { kind: "private", missing: [...(process.geteuid?.() === 0 ? [] : ["root"]), ...missing] };
}

type VersionArgs = Readonly<Record<string, readonly string[]>>;

/** What a private engine is made with. */
const NEEDED: VersionArgs = { "apt-get": ["--version"], dpkg: ["--version"] };
const TOOLS: VersionArgs = {
  docker: ["--version"],
  kind: ["version"],
  kubectl: ["version", "--client"],
  pulumi: ["version"],
  go: ["version"],
};

async function versionsOf(exec: Exec, programs: VersionArgs): Promise<Record<string, string>> {
  const found = await Promise.all(
    Object.entries(programs).map(async ([name, args]) => {
      const { exitCode, stdout } = await exec(name, args, { timeoutMs: 5_000 });
      return exitCode === 0 ? [[name, firstLine(stdout)] as const] : [];
    }),
  );
  return Object.fromEntries(found.flat());
}

/** Free megabytes where the folder is or would be made. */
async function freeMb(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return Math.floor((bavail * bsize) / 1024 / 1024);
  } catch {
    return dirname(folder) === folder ? 0 : freeMb(dirname(folder));
  }
}

const textOf = (path: string) => readFile(path, "utf8").catch(() => "");
const kbOf = (meminfo: string, field: string) =>
  Math.floor(Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(meminfo)?.[1] ?? 0) / 1024);
