import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Owner } from "../../../base/ledger/owner.ts";
import { writeWhole } from "../../../base/write-whole.ts";
import type { HostSettings } from "../undo/host-settings.ts";

/** What the machine looked like before the engine, so that it can look so again even after kill -9 of everything. */
export interface MachineBefore {
  readonly settings: HostSettings;
  /** Names below /sys/class/net. */
  readonly links: readonly string[];
  /** Output of iptables-save and ip6tables-save; absent where the program cannot run. */
  readonly firewall: { readonly ipv4?: string; readonly ipv6?: string };
}

/** The engine's own record, `<root>/engine.json`: written before anything is changed, removed when all of it is undone. */
export interface EngineRecord {
  /** `host`: only settings of the machine were changed, the daemon is not ours. */
  readonly kind: "private" | "host";
  /** Folder with dockerd, docker, containerd, runc, iptables, nft and ip. */
  readonly programs?: string;
  readonly dataRoot?: string;
  readonly daemon?: Owner;
  readonly before: MachineBefore;
}

const fileIn = (root: string) => join(root, "engine.json");

export async function readEngineRecord(root: string): Promise<EngineRecord | undefined> {
  const text = await readFile(fileIn(root), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as EngineRecord);
}

/** Returns after fsync; a cut write leaves the older record. */
export async function writeEngineRecord(root: string, record: EngineRecord): Promise<void> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  await writeWhole(fileIn(root), `${JSON.stringify(record, null, 2)}\n`, 0o600);
}

export async function removeEngineRecord(root: string): Promise<void> {
  await rm(fileIn(root), { force: true });
}
