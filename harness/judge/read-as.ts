import type { CellEvent, JournalEvent, Sample } from "../journal/events.ts";
import { eventsOfCell } from "../journal/events-of-cell.ts";
import type { Cell } from "../plan/cell.ts";
import { scenarioOn } from "../scenario/scenario-on.ts";
import type { Scenario, Symptom } from "../scenario/types.ts";
import { isShownBefore } from "./baseline.ts";
import { phasesOf } from "./cell-phases.ts";
import { matchesSignature } from "./match-signature.ts";
import { notNormal } from "./stays-normal.ts";
import { type SymptomBounds, symptomProgress } from "./symptom.ts";
import { seenAt, type View, viewOfEvents } from "./view.ts";

/**
 * Ids of the scenarios whose whole symptom a cell shows, its own judged as `judgeCell` does; null where the cell's symptom was
 * not watched to its end, which tells nothing.
 */
export function readAs(
  scenarios: readonly Scenario[],
  cell: Cell,
  events: readonly JournalEvent[],
): readonly string[] | null {
  const own = eventsOfCell(events, cell.id);
  const phases = phasesOf(own);
  const fault = phases.find(({ name }) => name === "fault");
  const end = phases.find(({ name }) => name === "symptom")?.endedAt;
  if (!fault?.endedAt || fault.outcome !== "ok" || !end) return null;
  const bounds = { from: fault.startedAt, deadlineFrom: fault.endedAt };
  const shown = viewOfEvents(own, end);
  const before = viewOfEvents(own, fault.startedAt);
  return scenarios
    .map((scenario) => scenarioOn(scenario, cell.platform))
    .filter(({ id, symptom }) =>
      id === cell.scenario
        ? symptomProgress(symptom, shown, bounds).state === "done"
        : // What was so before the fault is no sign of it: its scenario's own baseline would have refused the cluster.
          couldShow(symptom, shown) &&
          !isShownBefore(before, 0, symptom) &&
          isReadInto(symptom, own, shown, bounds),
    )
    .map(({ id }) => id);
}

/** Every signature is in some sample, whenever and for however long: what most pairs fail at, and cheap to ask. */
function couldShow({ signatures }: Symptom, { samples }: View): boolean {
  return signatures.every((signature) => samples.some((sample) => matchesSignature(signature, sample)));
}

/**
 * Time alone tells no fault from another, and a recording ends once its own symptom has been seen for long enough. So no deadline
 * is too short, and a hold is as long as the recording allows: at its end what has not succeeded since it was shown has held. Before
 * the end, where the other's judge might have been content and gone, the other's whole hold is asked for.
 */
function isReadInto(symptom: Symptom, own: readonly CellEvent[], end: View, bounds: SymptomBounds): boolean {
  const seconds = (end.now - bounds.from) / 1_000;
  const patient = {
    ...symptom,
    withinSeconds: seconds,
    ...(symptom.transient && { transient: { clearsWithinSeconds: seconds } }),
  };
  const held = { ...patient, ...(symptom.persists && { persists: { seconds: 0 } }) };
  return (
    isShown(held, end, bounds) ||
    lapses(end, bounds.from).some((at) => isShown(patient, viewOfEvents(own, at), bounds))
  );
}

/** What stays normal tells them apart where it was looked at and did not: nobody may have looked, as that cell's plan has its own. */
function isShown(symptom: Symptom, view: View, bounds: SymptomBounds): boolean {
  const { staysNormal = [], ...rest } = symptom;
  const seen = symptomProgress(rest, view, bounds);
  if (seen.state !== "done") return false;
  return notNormal(staysNormal, view, Math.max(seen.result.lastsSince, bounds.deadlineFrom)).broken === null;
}

/**
 * The moments just before something seen since `from` was over: a failing command succeeded, a ready pod was not or was gone, a
 * True condition was none.
 */
function lapses({ samples }: View, from: number): readonly number[] {
  const last = new Map<string, boolean>();
  const found = samples.flatMap((sample) => {
    const lapsed = states(sample).filter(([name, holds]) => last.get(name) === true && !holds);
    for (const [name, holds] of states(sample)) last.set(name, holds);
    return lapsed.length > 0 && seenAt(sample) >= from ? [seenAt(sample) - 1] : [];
  });
  return [...new Set(found)];
}

/** What a sample says of something that may hold for a while, by name. */
function states(sample: Sample): readonly (readonly [string, boolean])[] {
  switch (sample.kind) {
    case "command":
      return [[`${sample.observable} ${sample.vantage}`, sample.exit !== 0]];
    case "pod":
      return [
        [`${sample.pod} ready`, sample.ready],
        [`${sample.pod} there`, !sample.gone],
      ];
    case "apiservice":
      return [["condition", sample.status === "True"]];
    default:
      return [];
  }
}
