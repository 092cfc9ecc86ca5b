import type { StandSpec } from "../../../stacks/spec.ts";
import { replacesCluster } from "../../journal/replaces-cluster.ts";
import type { Act } from "../../scenario/types.ts";
import { performAct } from "../act.ts";
import { observe, type Standing } from "./stand-up.ts";

/**
 * Moves the stand to `spec` and performs the acts. A change that replaces the cluster gets a new observer which carries
 * on the old one's samples.
 */
export async function change<S extends Pick<Standing, "run" | "observer" | "up">>(
  at: S,
  phase: "fault" | "fix",
  spec: StandSpec,
  acts: readonly Act[],
): Promise<S> {
  const { run } = at;
  const up = await run.stand.up(spec, { signal: run.signal });
  const replaced = up.changes.some(replacesCluster);
  let observer = at.observer;
  if (replaced) {
    await at.observer.stop();
    observer = await observe(run, up, at.observer);
    observer.enter(phase);
  }
  // The watches are renewed first, because the change may have replaced the API server and an act may be over within milliseconds.
  if (acts.length > 0) await observer.relist();
  for (const act of acts) {
    const done = await performAct(act, { ...run, ...up });
    run.emit({ type: "act", phase, command: done.command, exit: done.exit, text: done.text });
  }
  return { ...at, up, observer };
}
