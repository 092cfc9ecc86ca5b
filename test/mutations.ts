import type { CellEvent, JournalEvent, Sample } from "../harness/journal/events.ts";
import { type Sides, sidesOf } from "../harness/judge/vantage.ts";
import { viewOfEvents } from "../harness/judge/view.ts";
import { observableName, TOP_NODES, TOP_PODS } from "../harness/observe/observable-name.ts";
import type { Cell } from "../harness/plan/cell.ts";
import type { Scenario, Signature } from "../harness/scenario/types.ts";
import { blindAfterTheFix } from "./blind-mutations.ts";
import { otherChanges } from "./change-mutations.ts";
import { shortHealing, shortWatch, shownEarly } from "./lasting-mutations.ts";
import { otherPods } from "./pod-mutations.ts";

/** One expectation or observation of a cell, broken: judged again it must not pass. */
export interface Mutation {
  readonly name: string;
  /** What it must turn to. */
  readonly verdict: "fail" | "error";
  readonly scenario: Scenario;
  readonly cell: Cell;
  readonly events: readonly JournalEvent[];
}

/** Every way to break one expectation of a passed cell, or to take away or forge what was seen, against its journal. */
export function mutationsOf(scenario: Scenario, cell: Cell, events: readonly JournalEvent[]): Mutation[] {
  const same = { scenario, cell, events, verdict: "fail" as const };
  const expected = cell.expected === "heals" ? "no effect" : "heals";
  const mutations: Mutation[] = [
    ...scenario.symptom.signatures.map((signature, index) => ({
      ...same,
      name: `the documented ${signature.kind} text is another (signature ${index + 1})`,
      scenario: withSymptom(scenario, {
        signatures: scenario.symptom.signatures.with(index, unseen(signature)),
      }),
    })),
    { ...same, name: `the fix is expected to be "${expected}"`, cell: { ...cell, expected } },
    {
      ...same,
      verdict: "error",
      name: "the baseline was not seen",
      events: without(events, isHealthyLook, "baseline"),
    },
    {
      ...same,
      name: "the cluster stays healthy under the fault",
      events: healthyInstead(events, "fault", "symptom"),
    },
  ];
  const lasting = [
    ...shownEarly(scenario, events),
    ...(cell.expected === "heals" ? shortHealing(events) : []),
    ...(cell.expected === "no effect" && scenario.symptom.persists ? shortWatch(events) : []),
  ];
  mutations.push(...lasting.map((each) => ({ ...same, verdict: "error" as const, ...each })));
  mutations.push(...otherPods(scenario, events).map((each) => ({ ...same, ...each })));
  mutations.push(
    ...otherChanges(scenario, cell, events).map((each) => ({ ...same, verdict: "error" as const, ...each })),
  );
  if (scenario.symptom.persists && hasCommand(scenario))
    mutations.push({ ...same, name: "the symptom clears once", events: withOneSuccess(scenario, events) });
  if (scenario.symptom.vantage)
    mutations.push({
      ...same,
      name: "the server with the pod fails too",
      events: failingEverywhere(scenario, events),
    });
  if (cell.expected === "heals")
    mutations.push({
      ...same,
      verdict: "error",
      name: "the recovery was not seen",
      events: withoutRecovery(scenario, events),
    });
  if (cell.expected === "no effect" && scenario.symptom.persists)
    mutations.push(
      ...blindAfterTheFix(events).map((blind) => ({ ...same, verdict: "error" as const, ...blind })),
    );
  if (cell.expected === "hides" || (cell.expected === "heals" && scenario.symptom.transient))
    mutations.push({
      ...same,
      verdict: "error",
      name: "no new pod came with the fix",
      events: without(events, ({ kind }) => kind === "pod", "fix", "recovery"),
    });
  return mutations;
}

function withSymptom(scenario: Scenario, change: Partial<Scenario["symptom"]>): Scenario {
  return { ...scenario, symptom: { ...scenario.symptom, ...change } };
}

/** Matches nothing that any cluster says. */
const NEVER = /(?!)/;

function unseen(signature: Signature): Signature {
  if (signature.kind === "pod" || signature.kind === "no-apiservice")
    return { kind: "event", reason: "NoSuchReason", text: [NEVER] };
  if (signature.kind === "node") return { ...signature, unschedulable: { from: true, to: true } };
  if (signature.kind === "command" && signature.absent) return { ...signature, text: [/(?:)/] };
  return signature.kind === "apiservice"
    ? { ...signature, reason: ["NoSuchReason"] }
    : { ...signature, text: [NEVER] };
}

type Phase = "baseline" | "fault" | "symptom" | "fix" | "recovery";

function without(
  events: readonly JournalEvent[],
  is: (sample: Sample) => boolean,
  ...phases: readonly Phase[]
): JournalEvent[] {
  return events.filter(
    (event) => event.type !== "sample" || !phases.some((phase) => phase === event.phase) || !is(event.sample),
  );
}

function isHealthyLook(sample: Sample): boolean {
  return sample.kind === "command" && sample.exit === 0 && [TOP_NODES, TOP_PODS].includes(sample.observable);
}

/** What a fix is judged by, gone: good probes, or those that show the scenario's own recovery. */
function withoutRecovery({ symptom }: Scenario, events: readonly JournalEvent[]): JournalEvent[] {
  const own = (symptom.recovery ?? []).flatMap((s) => (s.kind === "command" ? [observableName(s.on)] : []));
  const isOwn = (sample: Sample) => sample.kind === "command" && own.includes(sample.observable);
  return without(events, own.length > 0 ? isOwn : isHealthyLook, "fix", "recovery");
}

/** The baseline's good look in place of every failing probe, and nothing else that tells of the fault. */
function healthyInstead(events: readonly JournalEvent[], ...phases: readonly Phase[]): JournalEvent[] {
  return events.flatMap((event): JournalEvent[] => {
    if (event.type !== "sample" || !phases.some((phase) => phase === event.phase)) return [event];
    const { sample } = event;
    if (sample.kind !== "command") return sample.kind === "pod" ? [event] : [];
    const good = goodTextOf(sample.observable, events);
    return good === null ? [] : [{ ...event, sample: { ...sample, exit: 0, text: good } }];
  });
}

function hasCommand({ symptom }: Scenario): boolean {
  return symptom.signatures.some(({ kind }) => kind === "command");
}

const endOfSymptom = (events: readonly JournalEvent[]) =>
  events.find((event) => event.type === "phase.ended" && event.phase === "symptom")?.at ?? "";

/** Which servers failed and which worked when the symptom had been shown; null where the scenario does not tell them apart. */
function sidesAtTheEnd({ symptom }: Scenario, events: readonly JournalEvent[]): Sides | null {
  const own = events.filter((event): event is CellEvent & JournalEvent => "cell" in event);
  return sidesOf(symptom, viewOfEvents(own, Date.parse(endOfSymptom(events))));
}

function failingEverywhere(scenario: Scenario, events: readonly JournalEvent[]): JournalEvent[] {
  const working = sidesAtTheEnd(scenario, events)?.working ?? [];
  return events.map((event) => {
    if (event.type !== "sample" || event.sample.kind !== "command" || event.phase === "baseline")
      return event;
    const fails = event.sample.observable === TOP_NODES && working.includes(event.sample.vantage);
    return fails ? { ...event, sample: { ...event.sample, exit: 1, text: "error" } } : event;
  });
}

/** The last probe of the hold succeeds. */
function withOneSuccess(scenario: Scenario, events: readonly JournalEvent[]): JournalEvent[] {
  const { symptom } = scenario;
  const names = symptom.signatures.flatMap((s) => (s.kind === "command" ? [observableName(s.on)] : []));
  const failing = sidesAtTheEnd(scenario, events)?.failing;
  const end = endOfSymptom(events);
  const last = events.findLastIndex(
    (event) =>
      event.type === "sample" &&
      event.sample.kind === "command" &&
      (failing?.includes(event.sample.vantage) ?? true) &&
      names.includes(event.sample.observable) &&
      event.sample.endedAt <= end,
  );
  // What a command lists that ends well is over once it lists nothing.
  const lists = (s: Signature, observable: string) =>
    s.kind === "command" && s.exit === 0 && observableName(s.on) === observable;
  const over = (observable: string) =>
    symptom.signatures.some((s) => lists(s, observable)) ? "" : (goodTextOf(observable, events) ?? "");
  // What is absent from a command that ends well is not shown by one that fails.
  const exit = (observable: string) =>
    symptom.signatures.some((s) => lists(s, observable) && s.kind === "command" && s.absent) ? 1 : 0;
  return events.map((event, index) =>
    index === last && event.type === "sample" && event.sample.kind === "command"
      ? {
          ...event,
          sample: {
            ...event.sample,
            exit: exit(event.sample.observable),
            text: over(event.sample.observable),
          },
        }
      : event,
  );
}

/** The last of the baseline, because that may begin with what the cell before has left; of what is not looked at there, the first. */
function goodTextOf(observable: string, events: readonly JournalEvent[]): string | null {
  const good = events.flatMap((event) =>
    event.type === "sample" &&
    event.sample.kind === "command" &&
    event.sample.observable === observable &&
    event.sample.exit === 0
      ? [{ phase: event.phase, text: event.sample.text }]
      : [],
  );
  return (good.findLast(({ phase }) => phase === "baseline") ?? good[0])?.text ?? null;
}
