import { rmdir } from "node:fs/promises";
import type { CliContext } from "../context.ts";
import { type PruneOptions, prune } from "./prune.ts";
import type { PruneReport } from "./prune-report.ts";

/** Prunes this machine's ledger with the machine's own means: what `faultline prune` does. */
export async function pruneMachine(
  { places, exec, clock }: Pick<CliContext, "places" | "exec" | "clock">,
  options: Pick<PruneOptions, "all" | "run" | "own" | "dryRun">,
): Promise<PruneReport> {
  const report = await prune({
    ...options,
    ledgerDir: places.ledger,
    engineRoot: places.engine,
    exec,
    clock,
  });
  // Refused while a run's folder is in it.
  if (!options.dryRun) await rmdir(places.runs).catch(() => {});
  return report;
}
