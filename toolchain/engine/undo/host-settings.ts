import { readFile, writeFile } from "node:fs/promises";

/** Values of kernel settings by their path below /proc/sys. */
export type HostSettings = Readonly<Record<string, string>>;

/**
 * Settings an engine or a kubelet in a privileged node changes for the whole machine: forwarding (dockerd), memory and panic
 * behaviour (kubelet --protect-kernel-defaults=false), conntrack sizes (kube-proxy), file limits (systemd), inotify (faultline).
 */
const TOUCHED = [
  "net/ipv4/ip_forward",
  "net/ipv6/conf/all/forwarding",
  "net/ipv6/conf/default/forwarding",
  "net/ipv4/conf/all/route_localnet",
  "net/bridge/bridge-nf-call-iptables",
  "net/bridge/bridge-nf-call-ip6tables",
  "net/netfilter/nf_conntrack_max",
  "vm/overcommit_memory",
  "vm/panic_on_oom",
  "kernel/panic",
  "kernel/panic_on_oops",
  "kernel/keys/root_maxkeys",
  "kernel/keys/root_maxbytes",
  "fs/file-max",
  "fs/nr_open",
  "fs/inotify/max_user_instances",
];

/** inotify instances per user that several nodes on one machine need; at 128 the fifth kubelet fails. */
const INOTIFY_INSTANCES = 1024;
const INOTIFY = "fs/inotify/max_user_instances";

export async function readHostSettings(
  names: readonly string[] = TOUCHED,
  sys = "/proc/sys",
): Promise<HostSettings> {
  const settings: Record<string, string> = {};
  for (const name of names) {
    const value = await readFile(`${sys}/${name}`, "utf8").catch(() => undefined);
    if (value !== undefined) settings[name] = value.trim();
  }
  return settings;
}

/**
 * Puts back whatever differs; settings that cannot be written any more are left alone. The inotify limit is only lowered: where it is
 * below what it was, another faultline had raised it before this one began, and has put it back.
 */
export async function restoreHostSettings(before: HostSettings, sys = "/proc/sys"): Promise<void> {
  const now = await readHostSettings(Object.keys(before), sys);
  for (const [name, value] of Object.entries(before)) {
    if (now[name] === value || (name === INOTIFY && Number(now[name]) < Number(value))) continue;
    await writeFile(`${sys}/${name}`, value).catch(() => undefined);
  }
}

/** Raises the inotify limit to what several nodes need. Returns what to tell the user when it is too low and cannot be raised. */
export async function raiseInotify(
  sys = "/proc/sys",
  write: (file: string, text: string) => Promise<void> = writeFile,
): Promise<string | undefined> {
  const value = Number((await readHostSettings([INOTIFY], sys))[INOTIFY] ?? INOTIFY_INSTANCES);
  if (value >= INOTIFY_INSTANCES) return undefined;
  try {
    await write(`${sys}/${INOTIFY}`, String(INOTIFY_INSTANCES));
    return undefined;
  } catch {
    return `fs.inotify.max_user_instances is ${value}, too few for more than four nodes: as root run "sysctl -w fs.inotify.max_user_instances=${INOTIFY_INSTANCES}".`;
  }
}
