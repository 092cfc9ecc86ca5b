import { fixProgress } from "../../judge/fix.ts";
import { waitFor } from "../../judge/wait.ts";
import type { Fixed } from "./apply-fix.ts";
import { inPhase, PhaseFailed } from "./cell-run.ts";

/** Fixed -> the end of the cell: recovery sustained from every vantage point, or the whole deadline without it. */
export async function watchRecovery(fixed: Fixed): Promise<void> {
  const { run, observer } = fixed;
  if (fixed.refused) return;
  await inPhase(run, "recovery", async () => {
    observer.enter("recovery");
    const seen = await waitFor((view) => fixProgress(run.scenario, run.fix, view, fixed), {
      observer,
      clock: run.clock,
      signal: run.signal,
    });
    if (seen.state === "failed") throw new PhaseFailed("recovery", "observed", seen.reason);
  });
}
