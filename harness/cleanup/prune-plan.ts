import type { LedgerEntry, Thing } from "../../base/ledger/entry.ts";
import type { Owner } from "../../base/ledger/owner.ts";

export interface PruneFacts {
  readonly alive: (owner: Owner) => boolean;
  /** Kept environments go too. */
  readonly all?: boolean;
  /** Only this run, kept or not: how one kept environment is removed. */
  readonly run?: string;
  /** The owner itself asks, at the end of its run: that it lives is no reason to leave its things. */
  readonly own?: boolean;
  /** Only what this process answers for: what a reaper is started with. */
  readonly owner?: Owner;
}

export interface PrunePlan {
  /** In the order in which they can go. */
  readonly remove: readonly LedgerEntry[];
  readonly leave: readonly { readonly entry: LedgerEntry; readonly reason: string }[];
}

/** What holds something else goes before it: containers before their network, everything in an engine before the engine. */
const RANK: Readonly<Record<Thing["kind"], number>> = {
  process: 0,
  "kind-cluster": 1,
  container: 1,
  volume: 2,
  network: 3,
  firewall: 4,
  path: 5,
  engine: 6,
};

/** Decides what of a ledger has to go. Whatever belongs to another living process stays, whoever asks. */
export function planPrune(entries: readonly LedgerEntry[], facts: PruneFacts): PrunePlan {
  const remove: LedgerEntry[] = [];
  const leave: { entry: LedgerEntry; reason: string }[] = [];
  for (const entry of entries) {
    if (entry.state === "closed") continue;
    const reason = reasonToLeave(entry, facts);
    if (reason === undefined) remove.push(entry);
    else leave.push({ entry, reason });
  }
  // Reversed first: of two recorded in the same millisecond the later one is the newer.
  return { remove: remove.toReversed().toSorted(byRank), leave };
}

function reasonToLeave(entry: LedgerEntry, { alive, all, run, own, owner }: PruneFacts): string | undefined {
  if (owner !== undefined && !sameOwner(owner, entry.owner)) return "belongs to another process";
  if (run !== undefined && entry.run !== run) return `belongs to run ${entry.run}`;
  if (alive(entry.owner) && !(own && entry.owner.pid === process.pid))
    return `in use by process ${entry.owner.pid}`;
  if (entry.kept && !all && run === undefined) return `kept; faultline prune --run ${entry.run} removes it`;
  return undefined;
}

function sameOwner(a: Owner, b: Owner): boolean {
  return a.pid === b.pid && a.startTicks === b.startTicks;
}

/** Within a kind the newest goes first: it may use the older. */
function byRank(a: LedgerEntry, b: LedgerEntry): number {
  return RANK[a.thing.kind] - RANK[b.thing.kind] || b.at.localeCompare(a.at);
}
