import type { LedgerEntry, Thing } from "./entry.ts";

/** The append-only record of what exists; see entry.ts. Every method returns after fsync. */
export interface Ledger {
  /** Call before creating `thing`; returns the entry's id. */
  record(thing: Thing, options?: { readonly kept?: boolean }): Promise<string>;
  /** Call after the removal was seen to succeed. */
  close(id: string): Promise<void>;
  /** The latest state of every entry of this ledger, open and closed. */
  entries(): Promise<readonly LedgerEntry[]>;
}
