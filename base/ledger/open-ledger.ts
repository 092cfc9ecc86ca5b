import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import { placesFrom } from "../places.ts";
import { systemClock } from "../system-clock.ts";
import type { LedgerEntry } from "./entry.ts";
import { appendLine, ledgerFile, readLedger } from "./files.ts";
import type { Ledger } from "./ledger.ts";
import { formatOwner, type Owner, ownerOf, parseOwner } from "./owner.ts";

export interface OpenLedgerOptions {
  readonly dir: string;
  readonly run: string;
  /** Who is answerable: the CLI process, not the worker or plugin that happens to write. */
  readonly owner: Owner;
  readonly clock: Clock;
  /** What is recorded survives its owner unless said otherwise. */
  readonly kept?: boolean;
}

/** The ledger as this process writes it; reading merges the files of all processes. Creates nothing until the first record. */
export async function openLedger({ dir, run, owner, clock, kept }: OpenLedgerOptions): Promise<Ledger> {
  const writer = ownerOf(process.pid);
  const own = new Map<string, LedgerEntry>();
  const entries = async () => (await readLedger(dir)).flatMap((each) => each.entries);
  return {
    async record(thing, options) {
      const keep = options?.kept ?? kept ?? false;
      const entry: LedgerEntry = {
        id: randomUUID(),
        run,
        owner,
        at: new Date(clock.now()).toISOString(),
        thing,
        ...(keep && { kept: true }),
        state: "open",
      };
      appendLine(ledgerFile(dir, run, writer), entry);
      own.set(entry.id, entry);
      return entry.id;
    },
    async close(id) {
      const entry = own.get(id) ?? (await entries()).find((each) => each.id === id);
      // An id nobody knows was pruned, and what it named with it.
      if (!entry || entry.state === "closed") return;
      // Beside the record, in the run's own folder: the folder goes as one, so a closing line never outlives or misses its record.
      appendLine(ledgerFile(dir, entry.run, writer), { ...entry, state: "closed" });
      own.set(id, { ...entry, state: "closed" });
    },
    entries,
  };
}

/**
 * The ledger of the run this process was started for (FAULTLINE_LEDGER, FAULTLINE_RUN, FAULTLINE_OWNER). Outside a run, as
 * when a person types `pulumi up`, things go to the run "by-hand" and are kept until `faultline prune`.
 */
export function ledgerFromEnv(env: NodeJS.ProcessEnv, clock: Clock = systemClock): Promise<Ledger> {
  const owner = parseOwner(env.FAULTLINE_OWNER);
  return openLedger({
    dir: env.FAULTLINE_LEDGER ?? placesFrom(env).ledger,
    run: env.FAULTLINE_RUN ?? "by-hand",
    owner: owner ?? ownerOf(process.pid),
    clock,
    kept: owner === undefined,
  });
}

/** The variables `ledgerFromEnv` reads in a child. */
export function ledgerEnv(options: { dir: string; run: string; owner: Owner }): Record<string, string> {
  return {
    FAULTLINE_LEDGER: options.dir,
    FAULTLINE_RUN: options.run,
    FAULTLINE_OWNER: formatOwner(options.owner),
  };
}
