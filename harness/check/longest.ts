import { ACT_SECONDS } from "../cell/act.ts";
import { BASELINE_WITHIN_MS } from "../cell/phases/fault.ts";
import { AGE_PATIENCE_MS } from "../cell/wait-for-age.ts";
import { PROOF_MS } from "../judge/no-effect.ts";
import { OUTLIVES, STALLED_MS } from "../judge/symptom.ts";
import { watchMs } from "../judge/watch.ts";
import type { Cell } from "../plan/cell.ts";
import { cellParts } from "../plan/cell-parts.ts";
import { actsOnly } from "../scenario/acts-only.ts";
import type { Act, Scenario } from "../scenario/types.ts";

const BASELINE_SECONDS = BASELINE_WITHIN_MS / 1_000;

/** Seconds after which a cell has ended whatever its cluster does. Pulumi's updates are not in it: nothing bounds those but their end. */
export function longestSeconds(scenario: Scenario, cell: Cell): number {
  const { fault } = scenario;
  const { fix } = cellParts(scenario, cell);
  const { settleSeconds } = fault;
  const settling = settleSeconds === undefined ? 0 : settleSeconds + AGE_PATIENCE_MS / 1_000;
  const broken = sum(fault.act) + symptomSeconds(scenario);
  const undone = sum(fault.undo);
  const watched = Math.max(fix.withinSeconds, watchMs({ cell, scenario }, BASELINE_WITHIN_MS) / 1_000);
  const takenBack = cell.takenBack ? (actsOnly(fault) ? undone : 0) + broken : 0;
  const last = actsOnly(fault) ? undone + BASELINE_SECONDS : undone;
  return Math.ceil(
    BASELINE_SECONDS + settling + broken + sum(fix.act) + watched + PROOF_MS / 1_000 + takenBack + last,
  );
}

function symptomSeconds({ symptom: { withinSeconds, persists, transient } }: Scenario): number {
  if (transient) return withinSeconds + transient.clearsWithinSeconds;
  const held = Math.max(withinSeconds + (persists?.seconds ?? 0), BASELINE_SECONDS * OUTLIVES);
  return held + STALLED_MS / 1_000;
}

/** A repeated act may begin for the last time when its time is over. */
function sum(acts: readonly Act[] = []): number {
  return acts
    .map(
      ({ timeoutSeconds = ACT_SECONDS, namesFrom, until }) =>
        timeoutSeconds * (namesFrom ? 2 : 1) + (until?.withinSeconds ?? 0),
    )
    .reduce((total, seconds) => total + seconds, 0);
}
