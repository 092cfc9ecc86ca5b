import { changesBack } from "../../judge/allowed-changes.ts";
import { symptomProgress } from "../../judge/symptom.ts";
import { actsOnly } from "../../scenario/acts-only.ts";
import { inPhase, seenBy } from "./cell-run.ts";
import type { Fixed } from "./fix.ts";
import { change } from "./stand-up.ts";

/**
 * Fixed -> Fixed, and back: the fix is taken out of the program again, and the documented symptom must be seen again. It excludes that
 * time healed it, or the restart that came with the fix.
 */
export async function takeBack(fixed: Fixed): Promise<Fixed> {
  const { run, healthyStartMs } = fixed;
  const { fault } = run.scenario;
  fixed.observer.enter("retract");
  const { value, startedAt, endedAt } = await inPhase(run, "retract", () =>
    change(fixed, "retract", {
      spec: fault.again?.(run.faulty) ?? run.faulty,
      allowed: changesBack(fault, run.fix),
      // What the fix did by hand goes with what the fault did: the acts would not find what they expect.
      acts: [...(actsOnly(fault) ? (fault.undo ?? []) : []), ...(fault.act ?? [])],
    }),
  );
  const bounds = { from: startedAt, deadlineFrom: endedAt, healthyStartMs };
  await inPhase(run, "relapse", () => {
    value.observer.enter("relapse");
    return seenBy(run, value.observer, (view) => symptomProgress(run.scenario.symptom, view, bounds));
  });
  return value;
}
