import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatOwner, isAlive, type Owner, parseOwner } from "../../harness/ledger/owner.ts";

/** Who is using the engine: one file per process below `<root>/leases`, plus one per kept environment that outlives its process. */
export interface Leases {
  /** Live users and kept environments; leases of dead processes are removed on the way. */
  holders(): Promise<readonly string[]>;
  take(owner: Owner): Promise<void>;
  drop(owner: Owner): Promise<void>;
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
  };
  return {
    holders: async () => {
      const live: string[] = [];
      for (const name of await readdir(folder).catch(() => [])) {
        const owner = parseOwner(name);
        if (name.startsWith(KEPT) || (owner && alive(owner))) live.push(name);
        else await rm(join(folder, name), { force: true });
      }
      return live.sort();
    },
    take: (owner) => write(formatOwner(owner)),
    drop: (owner) => rm(join(folder, formatOwner(owner)), { force: true }),
    keep: (name) => write(`${KEPT}${name}`),
    dropAll: () => rm(folder, { recursive: true, force: true }),
  };
}
