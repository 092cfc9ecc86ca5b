import type { ResourceChange } from "../../journal/events.ts";
import { baselineProgress } from "../../judge/baseline.ts";
import { symptomProgress } from "../../judge/symptom.ts";
import { waitFor } from "../../judge/wait.ts";
import type { Touch } from "../../scenario/types.ts";
import { diagnoseStand, type Looking, lookInTheAct } from "../diagnose-stand.ts";
import { waitForAgeOfCluster } from "../wait-for-age.ts";
import { type CellRun, inPhase, NotSeen, seenBy } from "./cell-run.ts";
import { type Change, change, holdToDeclaration, type Standing } from "./stand-up.ts";

/** The observable works from every vantage point: the negative control of the fault. */
interface Healthy extends Omit<Standing, "state"> {
  readonly state: "healthy";
  /** What Pulumi says the fault will change. */
  readonly faultDiff: readonly ResourceChange[];
  /** Milliseconds from the end of the cluster's own update to its health. */
  readonly healthyStartMs: number;
}

/** The fault is in; whether it shows is not known yet. */
interface Faulty extends Omit<Healthy, "state" | "faultDiff"> {
  readonly state: "faulty";
  /** Milliseconds since the epoch at which the fault's change began and ended. */
  readonly faultAt: number;
  readonly faultedAt: number;
  /** What diagnoses it, where it shows in the act alone. */
  readonly looking?: Looking | undefined;
}

/** The documented signature was seen and did what the scenario says: stayed, or cleared by itself. */
export interface Symptomatic extends Omit<Faulty, "state"> {
  readonly state: "symptomatic";
}

/** A cold cluster on a busy machine needs over a minute; a cell that needs longer says something is wrong. */
export const BASELINE_WITHIN_MS = 240_000;

/** Standing -> Healthy. The fault's preview is made meanwhile: the wait costs nothing. */
export async function baseline(standing: Standing): Promise<Healthy> {
  const { run, observer } = standing;
  const { value } = await inPhase(run, "baseline", async () => {
    observer.enter("baseline");
    const bounds = {
      from: run.clock.now(),
      withinMs: BASELINE_WITHIN_MS,
      symptom: run.scenario.symptom,
    };
    const preview = run.stand.preview(run.faulty);
    preview.catch(() => {});
    const healthy = () => seenBy(run, observer, (view) => baselineProgress(view, bounds));
    const { since } = await healthy();
    const { settleSeconds } = run.scenario.fault;
    if (settleSeconds !== undefined) await waitForAgeOfCluster(settleSeconds, standing.up.kubeconfig, run);
    await diagnoseStand(run, standing.up, "baseline");
    const faultDiff = await preview;
    // The judge asks for health at the phase's end, and all this took a while in which it may have been lost.
    await healthy();
    return { faultDiff, healthyStartMs: Math.max(0, since - standing.stoodAt) };
  });
  return { ...standing, ...value, state: "healthy" };
}

/** Healthy -> Faulty: one change of the program, which touches only what the scenario declares. */
export async function injectFault(healthy: Healthy): Promise<Faulty> {
  const { run, faultDiff } = healthy;
  const { fault, symptom } = run.scenario;
  announce(run, "fault", fault.allowedChanges, faultDiff);
  healthy.observer.enter("fault");
  let looking: Looking | undefined;
  const acting: Change["acting"] = async (act, up) => {
    looking = await lookInTheAct(run, up);
    await act().catch(async (error: unknown) => {
      await stopped(looking);
      throw error;
    });
  };
  const { value, startedAt, endedAt } = await inPhase(run, "fault", () =>
    change(healthy, "fault", {
      spec: run.faulty,
      allowed: fault.allowedChanges,
      acts: fault.act,
      ...(symptom.shows && { acting }),
    }),
  );
  return { ...value, state: "faulty", faultAt: startedAt, faultedAt: endedAt, looking };
}

async function stopped(looking: Looking | undefined): Promise<void> {
  looking?.stop();
  await looking?.done;
}

/** Faulty -> Symptomatic. The fix's preview is made while the symptom is held. */
export async function watchSymptom(faulty: Faulty): Promise<Symptomatic> {
  const { run, observer } = faulty;
  const { value: fixDiff } = await inPhase(run, "symptom", async () => {
    observer.enter("symptom");
    const preview = run.stand.preview(run.fixed);
    preview.catch(() => {});
    const { faultAt: from, faultedAt: deadlineFrom, healthyStartMs } = faulty;
    const bounds = { from, deadlineFrom, healthyStartMs };
    try {
      const seen = await waitFor((view) => symptomProgress(run.scenario.symptom, view, bounds), {
        ...run,
        observer,
      });
      const diff = await preview;
      if (seen.state === "failed") throw new NotSeen(seen.reason);
      await faulty.looking?.done;
      // Whoever comes now finds a healthy cluster where the symptom clears by itself, or shows in the act alone.
      const { transient, shows } = run.scenario.symptom;
      if (!transient && !shows) await diagnoseStand(run, faulty.up, "symptom");
      return diff;
    } finally {
      await stopped(faulty.looking);
    }
  });
  announce(run, "fix", run.fix.allowedChanges, fixDiff);
  return { ...faulty, state: "symptomatic" };
}

/** Writes down what a change will touch, before it does. */
export function announce(
  run: CellRun,
  phase: "fault" | "fix",
  allowed: readonly Touch[],
  changes: readonly ResourceChange[],
): void {
  run.emit({ type: "diff", phase, by: "preview", changes });
  holdToDeclaration(phase, allowed, changes);
}
