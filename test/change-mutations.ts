import type { JournalEvent, ResourceChange } from "../harness/journal/events.ts";
import type { Cell, PhaseName } from "../harness/plan/cell.ts";
import { cellParts } from "../harness/plan/cell-parts.ts";
import type { Scenario } from "../harness/scenario/types.ts";

type Phase = "fault" | "fix";

/** What the fault and the fix changed: more than they declare, nothing, or nobody knows what. */
export function otherChanges(
  scenario: Scenario,
  cell: Cell,
  events: readonly JournalEvent[],
): { readonly name: string; readonly events: readonly JournalEvent[] }[] {
  const { fix } = cellParts(scenario, cell);
  const declared = { fault: scenario.fault, fix };
  return (["fault", "fix"] as const).flatMap((phase) => [
    { name: `the ${phase} deletes a ClusterRole as well`, events: withChange(events, phase) },
    ...(declared[phase].allowedChanges.length > 0
      ? [{ name: `the ${phase} changes nothing`, events: changing(events, phase, []) }]
      : []),
    { name: `nobody recorded what the ${phase} changed`, events: unrecorded(events, phase) },
    ...(events.some((event) => isDone(event, phase))
      ? [{ name: `only announced was what the ${phase} changes`, events: announced(events, phase) }]
      : []),
  ]);
}

function withChange(events: readonly JournalEvent[], phase: Phase): JournalEvent[] {
  return events.flatMap((event): JournalEvent[] => {
    if (event.type !== "phase.started" || event.phase !== phase) return [event];
    const change = {
      urn: "urn",
      resource: "ClusterRole",
      name: "bystander",
      op: "delete" as const,
      paths: [],
    };
    return [event, { ...event, type: "diff", by: "update", changes: [change] }];
  });
}

/** The same journal, where this is what a phase changed. */
export function changing(
  events: readonly JournalEvent[],
  phase: PhaseName,
  changes: readonly ResourceChange[],
): JournalEvent[] {
  return events.map((event) =>
    event.type === "diff" && event.phase === phase ? { ...event, changes } : event,
  );
}

function unrecorded(events: readonly JournalEvent[], phase: Phase): JournalEvent[] {
  return events.filter((event) => event.type !== "diff" || event.phase !== phase);
}

function announced(events: readonly JournalEvent[], phase: Phase): JournalEvent[] {
  return events.filter((event) => !isDone(event, phase));
}

function isDone(event: JournalEvent, phase: Phase): boolean {
  return event.type === "diff" && event.phase === phase && event.by === "update";
}
