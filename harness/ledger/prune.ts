import { systemClock } from "../seams/system-clock.ts";
import { compactLedger } from "./compact.ts";
import type { LedgerEntry, Thing } from "./entry.ts";
import { readLedger } from "./files.ts";
import { openLedger } from "./open-ledger.ts";
import { orphansOf } from "./orphans.ts";
import { isAlive, ownerOf } from "./owner.ts";
import { describeThing, type PruneFacts, planPrune } from "./prune-plan.ts";
import { removeProcess } from "./remove/process.ts";
import { type RemovalTools, removeThing } from "./remove/thing.ts";

export interface PruneOptions extends RemovalTools, Omit<PruneFacts, "alive"> {
  readonly ledgerDir: string;
  readonly alive?: PruneFacts["alive"];
  /** Only say what would go. */
  readonly dryRun?: boolean;
  readonly onRemoved?: (item: PrunedItem) => void;
}

export interface PruneReport {
  readonly removed: readonly PrunedItem[];
  readonly failed: readonly (PrunedItem & { readonly message: string })[];
  readonly left: readonly (PrunedItem & { readonly reason: string })[];
}

export interface PrunedItem {
  readonly run: string;
  readonly kind: Thing["kind"];
  readonly what: string;
}

/**
 * Removes what the ledger holds open for nobody: processes first, so that nothing is made behind our back, then everything
 * they made. Never throws for one thing: what could not be removed is reported and stays open for the next time.
 */
export async function prune(options: PruneOptions): Promise<PruneReport> {
  const { ledgerDir, alive = isAlive, dryRun = false } = options;
  const entries = (await readLedger(ledgerDir)).flatMap((run) => run.entries);
  const plan = planPrune(entries, { ...options, alive });
  const left = plan.leave.map(({ entry, reason }) => ({ ...itemOf(entry), reason }));
  if (dryRun) return { removed: plan.remove.map(itemOf), failed: [], left };

  const ledger = await openLedger({
    dir: ledgerDir,
    run: "prune",
    owner: ownerOf(process.pid),
    clock: systemClock,
  });
  const removed: PrunedItem[] = [];
  const failed: (PrunedItem & { message: string })[] = [];
  const seen = (item: PrunedItem) => {
    removed.push(item);
    options.onRemoved?.(item);
  };
  for (const orphan of orphansOf(plan.remove)) {
    const item: PrunedItem = { run: orphan.run, kind: "process", what: `process ${orphan.owner.pid}` };
    await removeProcess(orphan.owner, options.clock).then(
      (gone) => gone && seen(item),
      (error: Error) => failed.push({ ...item, message: error.message }),
    );
  }
  for (const entry of plan.remove) {
    try {
      if (await removeThing(entry.thing, options)) seen(itemOf(entry));
      await ledger.close(entry.id);
    } catch (error) {
      failed.push({ ...itemOf(entry), message: error instanceof Error ? error.message : String(error) });
    }
  }
  await compactLedger(ledgerDir, (owner) => owner.pid !== process.pid && alive(owner));
  return { removed, failed, left };
}

function itemOf({ run, thing }: LedgerEntry): PrunedItem {
  return { run, kind: thing.kind, what: describeThing(thing) };
}
