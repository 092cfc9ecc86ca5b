import type { LedgerEntry, Thing } from "../../base/ledger/entry.ts";
import { messageOf } from "../../base/text/message-of.ts";

export interface PrunedItem {
  readonly run: string;
  readonly kind: Thing["kind"];
  readonly what: string;
}

/** What a prune did; `removed` names only what was really there. */
export interface PruneReport {
  readonly removed: readonly PrunedItem[];
  readonly failed: readonly (PrunedItem & { readonly message: string })[];
  readonly left: readonly (PrunedItem & { readonly reason: string })[];
}

export function itemOf({ run, thing }: LedgerEntry): PrunedItem {
  return { run, kind: thing.kind, what: describeThing(thing) };
}

/** One line a person recognises the thing by. */
function describeThing(thing: Thing): string {
  switch (thing.kind) {
    case "firewall":
      return `firewall rule ${thing.table}/${thing.chain} ${thing.spec.join(" ")}`;
    case "process":
      return `process ${thing.pid} (${thing.what})`;
    case "path":
      return thing.path;
    case "engine":
      return `private engine ${thing.root}`;
    default:
      return `${thing.kind} ${thing.name}`;
  }
}

/** A report while it is made. */
export class PruneLog {
  readonly removed: PrunedItem[] = [];
  readonly failed: (PrunedItem & { message: string })[] = [];
  readonly #onRemoved: (item: PrunedItem) => void;

  constructor(onRemoved: ((item: PrunedItem) => void) | undefined) {
    this.#onRemoved = onRemoved ?? (() => {});
  }

  /** Tries one removal; an error is kept, not thrown. True when the thing is gone now. */
  async attempt(item: PrunedItem, remove: () => Promise<boolean>): Promise<boolean> {
    try {
      if (await remove()) this.note(item);
      return true;
    } catch (error) {
      this.failed.push({ ...item, message: messageOf(error) });
      return false;
    }
  }

  note(item: PrunedItem): void {
    this.removed.push(item);
    this.#onRemoved(item);
  }
}
