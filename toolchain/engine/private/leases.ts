import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatOwner, isAlive, type Owner, parseOwner } from "../../../base/ledger/owner.ts";

/** Who is using the engine: one file per use below `<root>/leases`, named after the process, plus one per kept environment. */
export interface Leases {
  /** Live users and kept environments; leases of dead processes are removed on the way. */
  holders(): Promise<readonly string[]>;
  /** Takes a lease for the process and returns its name; a process may hold several. */
  take(owner: Owner): Promise<string>;
  drop(lease: string): Promise<void>;
  /** Keeps the engine up after its user has gone, until `faultline prune`. */
  keep(name: string): Promise<void>;
  dropAll(): Promise<void>;
}

/** How leases of kept environments start; what follows is the name given to `keep`. */
export const KEPT = "kept-";

export function openLeases(root: string, alive: (owner: Owner) => boolean = isAlive): Leases {
  const folder = join(root, "leases");
  const write = async (name: string) => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, name), "", { flush: true });
    return name;
  };
  return {
    holders: async () => {
      const live: string[] = [];
      for (const name of await readdir(folder).catch(() => [])) {
        const owner = parseOwner(name.split(".")[0]);
        if (name.startsWith(KEPT) || (owner && alive(owner))) live.push(name);
        else await rm(join(folder, name), { force: true });
      }
      return live.sort();
    },
    take: (owner) => write(`${formatOwner(owner)}.${randomUUID().slice(0, 8)}`),
    drop: (lease) => rm(join(folder, lease), { force: true }),
    keep: async (name) => void (await write(`${KEPT}${name}`)),
    dropAll: () => rm(folder, { recursive: true, force: true }),
  };
}
