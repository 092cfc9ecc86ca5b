import { fixProgress } from "../../judge/fix.ts";
import { watchMs } from "../../judge/watch.ts";
import type { Outcome } from "../../scenario/types.ts";
import { StandUpdateFailed } from "../../stand/errors.ts";
import { inPhase, seenBy } from "./cell-run.ts";
import { announce, type Symptomatic } from "./fault.ts";
import { change } from "./stand-up.ts";

/** The fix is in, or was refused; whether it heals is not known yet. */
export interface Fixed extends Omit<Symptomatic, "state"> {
  readonly state: "fixed";
  readonly refused: boolean;
  readonly fixAt: number;
  readonly fixedAt: number;
}

/** Symptomatic -> Fixed. Only a scenario that expects a refusal may have one; any other failed update is the harness's trouble. */
export async function applyFix(symptomatic: Symptomatic): Promise<Fixed> {
  const { run } = symptomatic;
  const fixAt = run.clock.now();
  symptomatic.observer.enter("fix");
  try {
    const { value, startedAt, endedAt } = await inPhase(run, "fix", () => applied(symptomatic));
    return { ...value, state: "fixed", refused: false, fixAt: startedAt, fixedAt: endedAt };
  } catch (error) {
    if (run.cell.expected !== "refused" || !(error instanceof StandUpdateFailed)) throw error;
    return { ...symptomatic, state: "fixed", refused: true, fixAt, fixedAt: run.clock.now() };
  }
}

async function applied(symptomatic: Symptomatic): Promise<Symptomatic> {
  const { run } = symptomatic;
  const { allowedChanges, act, afterwards } = run.fix;
  const fixed = await change(symptomatic, "fix", { spec: run.fixed, allowed: allowedChanges, acts: act });
  if (!afterwards) return fixed;
  const later = { spec: afterwards.edit(run.fixed), allowed: afterwards.allowedChanges };
  // A change that is refused leaves nothing else to say what it was.
  if (run.cell.expected === "refused")
    announce(run, "fix", later.allowed, await run.stand.preview(later.spec));
  return await change(fixed, "fix", later);
}

/** Recovery sustained from every vantage point, or the whole deadline without it. */
export async function watchRecovery(fixed: Fixed): Promise<Outcome> {
  const { run, observer } = fixed;
  if (fixed.refused) return "refused";
  const { value } = await inPhase(run, "recovery", async () => {
    observer.enter("recovery");
    const ms = watchMs(run, run.after === undefined ? fixed.healthyStartMs : null);
    if (run.cell.slowestHealing !== undefined) run.emit({ type: "watch", phase: "recovery", ms });
    const bounds = { ...fixed, watchMs: ms };
    return await seenBy(run, observer, (view) => fixProgress(run.scenario, run.fix, view, bounds));
  });
  return value.outcome;
}
