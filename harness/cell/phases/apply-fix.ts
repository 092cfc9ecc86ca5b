import { StandUpdateFailed } from "../../stand/errors.ts";
import { inPhase } from "./cell-run.ts";
import { change } from "./change.ts";
import type { Sick } from "./watch-symptom.ts";

/** The fix is in, or was refused; whether it heals is not known yet. */
export interface Fixed extends Omit<Sick, "state"> {
  readonly state: "fixed";
  readonly refused: boolean;
  readonly fixAt: number;
  readonly fixedAt: number;
}

/** Sick -> Fixed. Only a scenario that expects a refusal may have one; any other failed update is the harness's trouble. */
export async function applyFix(sick: Sick): Promise<Fixed> {
  const { run } = sick;
  const fixAt = run.clock.now();
  sick.observer.enter("fix");
  try {
    const { value, startedAt, endedAt } = await inPhase(run, "fix", () => applied(sick));
    return { ...value, state: "fixed", refused: false, fixAt: startedAt, fixedAt: endedAt };
  } catch (error) {
    if (run.cell.expected !== "refused" || !(error instanceof StandUpdateFailed)) throw error;
    return { ...sick, state: "fixed", refused: true, fixAt, fixedAt: run.clock.now() };
  }
}

async function applied(sick: Sick): Promise<Sick> {
  const { run } = sick;
  const fixed = await change(sick, "fix", run.fixed, run.fix.act ?? []);
  const { afterwards } = run.fix;
  return afterwards ? await change(fixed, "fix", afterwards(run.fixed), []) : fixed;
}
