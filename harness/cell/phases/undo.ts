import { baselineProgress } from "../../judge/baseline.ts";
import { actsOnly } from "../../scenario/acts-only.ts";
import { performAct } from "../act.ts";
import { inPhase, seenBy } from "./cell-run.ts";
import { BASELINE_WITHIN_MS } from "./fault.ts";
import type { Fixed } from "./fix.ts";
import { change } from "./stand-up.ts";

/** Puts right what acts have left, so that the stand can serve another cell. @throws where that does not come out. */
export async function undo(ended: Fixed): Promise<void> {
  const { run, up, observer } = ended;
  const { fault } = run.scenario;
  if (actsOnly(fault)) return await undoneAndHealthy(ended);
  await observer.stop();
  const acts = fault.undo ?? [];
  if (acts.length === 0) return;
  await inPhase(run, "undo", async () => {
    for (const act of acts)
      run.emit({ type: "act", phase: "undo", ...(await performAct(act, { ...run, ...up })) });
  });
}

/** The next cell would have to answer for what is left, and its own scenario may not even look at that. */
async function undoneAndHealthy(ended: Fixed): Promise<void> {
  const { run } = ended;
  const { fault, symptom } = run.scenario;
  ended.observer.enter("undo");
  await inPhase(run, "undo", async () => {
    const { observer } = await change(ended, "undo", { spec: run.healthy, acts: fault.undo });
    try {
      const bounds = { from: run.clock.now(), withinMs: BASELINE_WITHIN_MS, symptom };
      await seenBy(run, observer, (view) => baselineProgress(view, bounds));
    } finally {
      await observer.stop();
    }
  });
}
