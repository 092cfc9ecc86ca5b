import { rmdir } from "node:fs/promises";
import type { Clock } from "../../base/clock.ts";
import type { Exec } from "../../base/exec.ts";
import type { Places } from "../../base/places.ts";
import { prune } from "./prune.ts";
import type { PruneReport } from "./prune-report.ts";
import { engineAt } from "./remove/engine.ts";

/** Prunes this machine's ledger with the machine's own means: what `faultline prune` does. */
export async function pruneMachine(
  machine: { readonly places: Places; readonly exec: Exec; readonly clock: Clock },
  options: {
    readonly all?: boolean;
    readonly run?: string;
    readonly own?: boolean;
    readonly dryRun?: boolean;
  },
): Promise<PruneReport> {
  const report = await prune({
    ...options,
    ledgerDir: machine.places.ledger,
    exec: machine.exec,
    clock: machine.clock,
    docker: "docker",
    engineRoot: machine.places.engine,
    engineAt: engineAt(machine.exec, machine.clock),
  });
  // Refused while a run's folder is in it.
  if (!options.dryRun) await rmdir(machine.places.runs).catch(() => {});
  return report;
}
