import { join } from "node:path";
import type { Exec } from "../../../base/exec.ts";
import type { MachineBefore } from "../private/engine-record.ts";
import { emptyNewTables, firewallRemains } from "./firewall-remains.ts";
import { readHostSettings, restoreHostSettings } from "./host-settings.ts";
import { linkNames, linksLeft } from "./links.ts";

const FAMILIES = [
  { key: "ipv4", iptables: "iptables", save: "iptables-save", nft: "ip" },
  { key: "ipv6", iptables: "ip6tables", save: "ip6tables-save", nft: "ip6" },
] as const;

/** Reads what an engine is going to change. `programs` is the folder with iptables-save. */
export async function machineBefore(exec: Exec, programs: string): Promise<MachineBefore> {
  const firewall: { ipv4?: string; ipv6?: string } = {};
  for (const family of FAMILIES) {
    const saved = await exec(join(programs, family.save), []);
    if (saved.exitCode === 0) firewall[family.key] = saved.stdout;
  }
  return { settings: await readHostSettings(), links: await linkNames(), firewall };
}

/** Takes away what an engine left in the machine's network and puts its settings back. Doing it twice is harmless. */
export async function restoreMachine(exec: Exec, programs: string, before: MachineBefore): Promise<void> {
  // The other end of a pair goes with it: then there is none to delete any more.
  for (const link of await linksLeft(before.links))
    await exec(join(programs, "ip"), ["link", "delete", link]);
  for (const family of FAMILIES) {
    const was = before.firewall[family.key];
    if (was === undefined) continue;
    const save = async () => (await exec(join(programs, family.save), [])).stdout;
    for (const command of firewallRemains(was, await save())) {
      await exec(join(programs, family.iptables), ["-w", "10", ...command]);
    }
    for (const table of emptyNewTables(was, await save())) {
      await exec(join(programs, "nft"), ["delete", "table", family.nft, table]);
    }
  }
  await restoreHostSettings(before.settings);
}
