import { type Observer, observeStand } from "../../observe/observe-stand.ts";
import { observationPlan } from "../../observe/plan.ts";
import type { StandUp } from "../../stand/stand.ts";
import { type CellRun, inPhase } from "./cell-run.ts";

/** A cluster in the healthy state as far as Pulumi knows; nobody has probed yet. */
export interface Standing {
  readonly state: "standing";
  readonly run: CellRun;
  readonly up: StandUp;
  readonly observer: Observer;
}

/** Planned -> Standing: `up` of the healthy state, whatever the stand was before, and pollers on it. */
export async function standUp(run: CellRun): Promise<Standing> {
  const { value: up } = await inPhase(run, "stand", () => run.stand.up(run.healthy, { signal: run.signal }));
  run.emit({ type: "diff", phase: "stand", changes: up.changes });
  const observer = await observe(run, up);
  return { state: "standing", run, up, observer };
}

/** Watches the stand; `before` hands over what was seen when a change replaced the cluster. */
export function observe(run: CellRun, up: StandUp, before?: Observer): Promise<Observer> {
  return observeStand({
    kubeconfig: up.kubeconfig,
    ...(up.host && { host: up.host }),
    servers: up.servers,
    kubectl: run.kubectl,
    exec: run.exec,
    clock: run.clock,
    scratchDir: run.scratchDir,
    signal: run.signal,
    plan: observationPlan(run.scenario),
    onSample: (phase, sample) => run.emit({ type: "sample", phase, sample }),
    onNodes: (phase, ready) => run.emit({ type: "nodes", phase, ready }),
    ...(before && { resume: before.log }),
  });
}
