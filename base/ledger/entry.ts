/**
 * One thing faultline is about to create outside its own memory. Written and fsynced before the creation starts, closed after
 * the removal was seen to succeed. `prune` removes whatever is still open and whose owner process is gone.
 */
export interface LedgerEntry {
  /** Unique; lines with the same id update one another. */
  readonly id: string;
  readonly run: string;
  /** The process answerable for it: pid and its start time in clock ticks (field 22 of /proc/<pid>/stat), as pids are reused. */
  readonly owner: { readonly pid: number; readonly startTicks: string };
  readonly at: string;
  readonly thing: Thing;
  /** A kept environment (`repro`) survives its owner and goes with `prune`. */
  readonly kept?: boolean;
  readonly state: "open" | "closed";
}

export type Thing =
  | { readonly kind: "kind-cluster"; readonly name: string; readonly dockerHost: string }
  | { readonly kind: "container"; readonly name: string; readonly dockerHost: string }
  | { readonly kind: "network"; readonly name: string; readonly dockerHost: string }
  | { readonly kind: "volume"; readonly name: string; readonly dockerHost: string }
  /** An iptables rule of the host: `spec` are the arguments after -A/-I/-D <chain>. */
  | {
      readonly kind: "firewall";
      readonly table: string;
      readonly chain: string;
      readonly spec: readonly string[];
    }
  | { readonly kind: "process"; readonly pid: number; readonly startTicks: string; readonly what: string }
  | { readonly kind: "path"; readonly path: string }
  /** The private Docker engine itself, by its root folder. */
  | { readonly kind: "engine"; readonly root: string };
