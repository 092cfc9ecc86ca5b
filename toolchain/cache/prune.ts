import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../base/clock.ts";
import { livingOwner } from "../../base/ledger/owner.ts";
import { ENGINE_DATA, idleDataRoots } from "../engine/private/engine-paths.ts";
import { folderBytes } from "./content.ts";
import { lastUsed, readMade } from "./slot.ts";

/** What a prune takes away: what no recipe of this version of faultline makes, what was not used for a time, or everything. */
export type PruneScope =
  | {
      readonly type: "unused";
      /** Slot names that stay. */
      readonly used: ReadonlySet<string>;
    }
  | { readonly type: "older"; readonly days: number }
  | { readonly type: "all" };

export interface Pruned {
  readonly what: string;
  readonly bytes: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Removes finished outputs from a cache with their logs, and whatever dead processes left; what is being made stays. */
export async function pruneCache(
  root: string,
  scope: PruneScope,
  clock: Clock,
  options: { readonly dryRun?: boolean } = {},
): Promise<readonly Pruned[]> {
  const pruned: Pruned[] = [];
  const take = async (...path: readonly string[]) => {
    const what = join(root, ...path);
    pruned.push({ what, bytes: await folderBytes(what) });
    if (!options.dryRun) await rm(what, { recursive: true, force: true });
  };
  for (const slot of await names(root, "store")) {
    if (!(await goes(join(root, "store", slot), slot, scope, clock))) continue;
    await take("store", slot);
    if (!options.dryRun) await rm(join(root, "logs", `${slot}.log`), { force: true });
  }
  for (const name of await names(root, "work")) if (!livingOwner(name)) await take("work", name);
  if (scope.type !== "all") return pruned;
  // Links into the store, and the compiler's cache: without it an `unused` output is minutes away, so only `all` takes it.
  for (const name of ["bin", "go-build"]) if ((await names(root, name)).length > 0) await take(name);
  for (const name of await idleDataRoots(root)) await take(ENGINE_DATA, name);
  if (!options.dryRun) await rm(join(root, "logs"), { recursive: true, force: true });
  return pruned;
}

async function goes(path: string, slot: string, scope: PruneScope, clock: Clock): Promise<boolean> {
  if (scope.type === "all" || !(await readMade(path))) return true;
  if (scope.type === "unused") return !scope.used.has(slot);
  return clock.now() - (await lastUsed(path)) > scope.days * DAY_MS;
}

const names = (root: string, folder: string) => readdir(join(root, folder)).catch(() => [] as string[]);
