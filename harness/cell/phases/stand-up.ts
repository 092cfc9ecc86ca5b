import type { StandSpec } from "../../../stacks/spec.ts";
import type { ResourceChange } from "../../journal/events.ts";
import { replacesCluster } from "../../journal/replaces-cluster.ts";
import { flawOfChanges } from "../../judge/allowed-changes.ts";
import { type Observer, observeStand } from "../../observe/observe-stand.ts";
import { observationPlan } from "../../observe/plan.ts";
import type { Act, Touch } from "../../scenario/types.ts";
import type { StandUp } from "../../stand/stand.ts";
import { performAct } from "../act.ts";
import { type CellRun, inPhase } from "./cell-run.ts";

/** A cluster in the healthy state as far as Pulumi knows; nobody has probed yet. */
export interface Standing {
  readonly state: "standing";
  readonly run: CellRun;
  readonly up: StandUp;
  readonly observer: Observer;
  /** When the update that made it so was through, ms since the epoch. */
  readonly stoodAt: number;
}

/** The phases in which the program is changed. */
type ChangingPhase = "fault" | "fix" | "retract" | "undo";

/** One change of the program, what it may touch, and what is done by hand after it. */
export interface Change {
  readonly spec: StandSpec;
  /** Left out where the change is no evidence: on the way back to the healthy state. */
  readonly allowed?: readonly Touch[];
  readonly acts?: readonly Act[] | undefined;
  /** Performs them, where something is to be done beside. */
  readonly acting?: (act: () => Promise<void>, up: StandUp) => Promise<void>;
}

/** Planned -> Standing: `up` of the healthy state, whatever the stand was before, and pollers on it. */
export async function standUp(run: CellRun): Promise<Standing> {
  const { value: up, endedAt } = await inPhase(run, "stand", () =>
    run.stand.up(run.healthy, { signal: run.signal }),
  );
  run.emit({ type: "diff", phase: "stand", by: "update", changes: up.changes });
  return { state: "standing", run, up, stoodAt: endedAt, observer: await observe(run, up) };
}

/** Watches the stand as its scenario asks; `before` hands over what an earlier observer saw. */
export function observe(run: CellRun, up: StandUp, before?: Pick<Observer, "log">): Promise<Observer> {
  return observeStand({
    ...run,
    ...up,
    plan: observationPlan(run.scenario),
    onSample: (phase, sample) => run.emit({ type: "sample", phase, sample }),
    onNodes: (phase, ready) => run.emit({ type: "nodes", phase, ready }),
    ...(before && { resume: before.log }),
  });
}

/**
 * Moves the stand to `spec` and performs the acts. A change that replaces the cluster gets a new observer which carries
 * on the old one's samples. @throws Error when the update did more than `allowed`, whatever its preview had said.
 */
export async function change<S extends Pick<Standing, "run" | "observer" | "up">>(
  at: S,
  phase: ChangingPhase,
  { spec, allowed, acts = [], acting = (act) => act() }: Change,
): Promise<S> {
  const { run } = at;
  const up = await run.stand.up(spec, { signal: run.signal });
  run.emit({ type: "diff", phase, by: "update", changes: up.changes });
  if (allowed) holdToDeclaration(phase, allowed, up.changes);
  let observer = at.observer;
  if (up.changes.some(replacesCluster)) {
    await at.observer.stop();
    observer = await observe(run, up, at.observer);
    observer.enter(phase);
  }
  // The watches are renewed first, because the change may have replaced the API server and an act may be over within milliseconds.
  if (acts.length > 0) await observer.relist();
  await acting(async () => {
    for (const act of acts) run.emit({ type: "act", phase, ...(await performAct(act, { ...run, ...up })) });
  }, up);
  return { ...at, up, observer };
}

/** @throws Error when changes are more than the scenario declares, or none where it declares some. */
export function holdToDeclaration(
  phase: ChangingPhase,
  allowed: readonly Touch[],
  changes: readonly ResourceChange[],
): void {
  const flaw = flawOfChanges(phase, allowed, changes);
  if (flaw) throw new Error(flaw);
}
