import type { ResourceChange } from "../../journal/events.ts";
import { baselineProgress } from "../../judge/health.ts";
import { waitFor } from "../../judge/wait.ts";
import { waitForAgeOfCluster } from "../wait-for-age.ts";
import { inPhase, PhaseFailed } from "./cell-run.ts";
import type { Standing } from "./stand-up.ts";

/** The observable works from every vantage point: the negative control of the fault. */
export interface Healthy extends Omit<Standing, "state"> {
  readonly state: "healthy";
  /** What Pulumi says the fault will change. */
  readonly faultDiff: readonly ResourceChange[];
}

/** A cold cluster on a busy machine needs over a minute; a cell that needs longer says something is wrong. */
const BASELINE_WITHIN_MS = 240_000;

/** Standing -> Healthy. The fault's preview is made meanwhile: the wait costs nothing. */
export async function baseline(standing: Standing): Promise<Healthy> {
  const { run, observer } = standing;
  const { value: faultDiff } = await inPhase(run, "baseline", async () => {
    observer.enter("baseline");
    const from = run.clock.now();
    const preview = run.stand.preview(run.faulty);
    preview.catch(() => {});
    const seen = await waitFor((view) => baselineProgress(view, { from, withinMs: BASELINE_WITHIN_MS }), {
      observer,
      clock: run.clock,
      signal: run.signal,
    });
    if (seen.state === "failed") throw new PhaseFailed("baseline", "observed", seen.reason);
    const { settleSeconds } = run.scenario.fault;
    if (settleSeconds !== undefined) await waitForAgeOfCluster(settleSeconds, standing.up.kubeconfig, run);
    return await preview;
  });
  return { ...standing, state: "healthy", faultDiff };
}
