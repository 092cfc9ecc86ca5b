import type { Seen } from "../harness/diagnose/judge/seen.ts";
import { RECORDINGS } from "../harness/docs/pages.ts";
import { readRecordings } from "../harness/docs/recordings.ts";
import { eventsOfCell } from "../harness/journal/events-of-cell.ts";
import { phasesOf } from "../harness/judge/cell-phases.ts";
import { scenarioOn } from "../harness/scenario/scenario-on.ts";
import type { Scenario } from "../harness/scenario/types.ts";
import { seenOnArrival } from "./recorded-look.ts";

/**
 * The length of a look, in milliseconds. A recording asks every 4 to 16 s what `diagnose` asks every 3 s, so that the same number of
 * answers takes longer; where API servers dial in vain, half a minute each time, much longer.
 */
const LOOK_MS = 40_000;
const SLOW_LOOK_MS = 75_000;

/** The recorded cells, with the catalog as it is on each one's platform, and looks at its cluster. */
export async function recordedCells(scenarios: readonly Scenario[]) {
  return (await readRecordings(RECORDINGS)).map(({ file, cell, events }) => {
    const own = eventsOfCell(events, cell.id);
    const phases = phasesOf(own);
    const documented = scenarios.map((scenario) => scenarioOn(scenario, cell.platform));
    const scenario = documented.find(({ id }) => id === cell.scenario) as Scenario;
    const phase = (name: string) => phases.find((each) => each.name === name);

    /** Of a faulty cluster: at the end of its symptom; of a fault that acts or passes, from the fault on, because it has to be seen happening. */
    const faultyLook = (): Seen => {
      const [fault, symptom] = [phase("fault"), phase("symptom")];
      if (!fault?.endedAt || !symptom?.endedAt) throw new Error("it has no symptom");
      const { transient, vantage, signatures } = scenario.symptom;
      const happens = transient !== undefined || signatures.some(({ kind }) => kind === "node");
      const from = Math.max(symptom.endedAt - (vantage ? SLOW_LOOK_MS : LOOK_MS), fault.endedAt);
      return seenOnArrival(own, happens ? fault.startedAt : from, symptom.endedAt);
    };

    const healthyLook = (name: "baseline" | "recovery"): Seen => {
      const watched = phase(name);
      if (!watched?.endedAt) throw new Error("it was not watched to its end");
      return seenOnArrival(own, Math.max(watched.endedAt - LOOK_MS, watched.startedAt), watched.endedAt);
    };
    return { file, cell, documented, scenario, phase, faultyLook, healthyLook };
  });
}
