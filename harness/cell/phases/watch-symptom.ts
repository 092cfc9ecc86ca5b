import type { ResourceChange } from "../../journal/events.ts";
import { undeclaredChanges } from "../../judge/allowed-changes.ts";
import { symptomProgress } from "../../judge/symptom.ts";
import { waitFor } from "../../judge/wait.ts";
import { inPhase, PhaseFailed } from "./cell-run.ts";
import type { Faulty } from "./inject-fault.ts";

/** The documented signature was seen and did what the scenario says: stayed, or cleared by itself. */
export interface Symptomatic extends Omit<Faulty, "state"> {
  readonly state: "symptomatic";
  readonly fixDiff: readonly ResourceChange[];
}

/** Faulty -> Symptomatic. The fix's preview is made while the symptom is held. */
export async function watchSymptom(faulty: Faulty): Promise<Symptomatic> {
  const { run, observer } = faulty;
  const { value: fixDiff } = await inPhase(run, "symptom", async () => {
    observer.enter("symptom");
    const preview = run.stand.preview(run.fixed);
    preview.catch(() => {});
    const bounds = { from: faulty.faultAt, deadlineFrom: faulty.faultedAt };
    const seen = await waitFor((view) => symptomProgress(run.scenario.symptom, view, bounds), {
      observer,
      clock: run.clock,
      signal: run.signal,
    });
    const diff = await preview;
    if (seen.state === "failed") throw new PhaseFailed("symptom", "observed", seen.reason);
    return diff;
  });
  const beyond = undeclaredChanges(run.fix.allowedChanges, fixDiff);
  run.emit({ type: "diff", phase: "fix", changes: fixDiff });
  if (beyond.length > 0)
    throw new PhaseFailed("fix", "harness", `the fix touches more than it declares: ${beyond.join("; ")}`);
  return { ...faulty, state: "symptomatic", fixDiff };
}
