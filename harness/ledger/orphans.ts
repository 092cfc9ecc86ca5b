import type { LedgerEntry } from "./entry.ts";
import { formatOwner, type Owner, ownerOf } from "./owner.ts";
import { processesOfRun } from "./remove/process.ts";

/**
 * Processes of dead runs that no entry names: a Pulumi plugin started by a CLI that was itself killed. Found by the
 * environment they inherited, so a renamed or re-parented process is found too. This process is never one of them.
 */
export function orphansOf(entries: readonly LedgerEntry[]): readonly { run: string; owner: Owner }[] {
  const runs = new Map(entries.map((entry) => [`${entry.run} ${formatOwner(entry.owner)}`, entry]));
  return [...runs.values()].flatMap((entry) =>
    processesOfRun(entry.run, formatOwner(entry.owner))
      .filter((pid) => pid !== process.pid)
      .flatMap((pid) => {
        try {
          return [{ run: entry.run, owner: ownerOf(pid) }];
        } catch {
          return [];
        }
      }),
  );
}
