import { globSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Exec } from "../../base/exec.ts";
import type { Places } from "../../base/places.ts";
import { read } from "./find-process.ts";
import { SMALL_DISK } from "./small-disk.ts";

/** What could be left behind on a machine, one text a thing; the difference of two snapshots is what leaked between them. */
export type Snapshot = ReadonlySet<string>;

/** Programs of the private engine serve where the machine has no iptables of its own. */
export async function snapshot(places: Places, exec: Exec): Promise<Snapshot> {
  const [programs] = globSync(join(places.cache, "store", "engine-*", "output", "bin"));
  const env = { PATH: [process.env.PATH, programs].filter(Boolean).join(":") };
  const lines = async (label: string, file: string, args: readonly string[]) => {
    const { stdout, exitCode } = await exec(file, args, { env, timeoutMs: 20_000 });
    return exitCode === 0
      ? stdout
          .split("\n")
          .filter(Boolean)
          .map((line) => `${label}: ${line}`)
      : [];
  };
  const rules = async (program: string) =>
    (await lines(program, program, []))
      .filter((line) => !line.includes(": #"))
      .map((line) => line.replace(/ \[\d+:\d+\]/, ""));
  const ours = ["--filter", "name=faultline-", "--format"];
  return new Set([
    ...processes(places),
    ...(await rules("iptables-save")),
    ...(await rules("ip6tables-save")),
    ...(await lines("container", "docker", ["ps", "-a", ...ours, "{{.Names}}"])),
    ...(await lines("network", "docker", ["network", "ls", ...ours, "{{.Name}}"])),
    ...(await lines("volume", "docker", ["volume", "ls", ...ours, "{{.Name}}"])),
    ...children("link", "/sys/class/net"),
    ...mounts(),
    ...files(places.state),
    ...globSync(join(places.cache, "engine-data", "*", "{containers,volumes}", "*/")).map(
      (path) => `engine data: ${path}`,
    ),
    ...settings(),
  ]);
}

export function leaksBetween(before: Snapshot, after: Snapshot): string[] {
  return [...after].filter((thing) => !before.has(thing));
}

/** Processes of any run of ours: by what they were started with, never by a bare name. */
function processes(places: Places): string[] {
  const marks = [places.state, join(places.cache, "engine-data"), "FAULTLINE_RUN="];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      const command = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim();
      const environ = read(`/proc/${pid}/environ`);
      return command && marks.some((mark) => command.includes(mark) || environ.includes(mark))
        ? [`process ${pid}: ${command.slice(0, 160)}`]
        : [];
    });
}

function mounts(): string[] {
  return read("/proc/mounts")
    .split("\n")
    .filter((line) => line.includes("faultline") && !line.startsWith(`${SMALL_DISK} `))
    .map((line) => `mount: ${line}`);
}

function files(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => `file: ${join(parentPath, name)}`);
  } catch {
    return [];
  }
}

function children(label: string, folder: string): string[] {
  return readdirSync(folder).map((name) => `${label}: ${name}`);
}

/** Kernel settings that Docker and faultline change while they run. */
function settings(): string[] {
  const names = ["net/ipv4/ip_forward", "fs/inotify/max_user_instances", "net/ipv6/conf/all/forwarding"];
  return names.map((name) => `setting: ${name} = ${read(`/proc/sys/${name}`).trim()}`);
}
