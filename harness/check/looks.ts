import type { StandSpec } from "../../stacks/spec.ts";
import { LOAD_BALANCER } from "../observe/load-balancer.ts";
import { observableName } from "../observe/observable-name.ts";
import { observationPlan, paceOf, polledIn } from "../observe/plan.ts";
import type { PhaseName } from "../plan/cell.ts";
import { placesOf } from "../scenario/node-names.ts";
import type { Scenario } from "../scenario/types.ts";

/** What would be asked, in which phase, from where and how often. */
export interface Look {
  readonly phase: PhaseName;
  readonly what: string;
  readonly from: readonly string[];
  /** At its own pace; news of the cluster wakes it in between. */
  readonly everySeconds: number;
  /** Not before `kubectl top nodes` works. */
  readonly afterTopNodes: boolean;
}

/** The phases whose looks differ: `fault` goes on as `symptom`, `fix` as `recovery`. */
const PHASES: readonly PhaseName[] = ["baseline", "fault", "symptom", "recovery"];

export function looksOf(scenario: Pick<Scenario, "symptom">, healthy: StandSpec): readonly Look[] {
  const plan = observationPlan(scenario);
  const vantages = vantagesOf(healthy);
  return PHASES.flatMap((phase) =>
    polledIn(phase, plan).map((polled) => ({
      phase,
      what: observableName(polled.observable),
      from: polled.fromOnePlace ? vantages.slice(-1) : vantages,
      everySeconds: paceOf(phase, polled, { vantages: vantages.length, answers: true }) / 1_000,
      afterTopNodes: polled.afterTopNodes,
    })),
  );
}

/** As samples call them, without the name of the cluster: each API server, and of kind what stands in front of several. */
function vantagesOf({ cluster, vcluster }: StandSpec): readonly string[] {
  if (vcluster) return ["vcluster"];
  const servers = placesOf({ servers: cluster.servers, workers: 0 });
  return cluster.distribution === "kind" && servers.length > 1 ? [...servers, LOAD_BALANCER] : servers;
}
