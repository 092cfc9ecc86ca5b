import { expect, test } from "vitest";
import { JOURNAL_VERSION } from "../../../harness/journal/event-schema.ts";
import type { JournalEvent, Sample } from "../../../harness/journal/events.ts";
import { judgeCell } from "../../../harness/judge/judge-cell.ts";
import type { PhaseName } from "../../../harness/plan/cell.ts";
import { changing } from "../../change-mutations.ts";
import { journalOf } from "./journal-of.ts";
import {
  cellOf,
  cellSamples,
  condition,
  every,
  healthyLooks,
  logged,
  NO_SANS,
  nodesListed,
  podSeen,
  scenario,
  T0,
  topFails,
} from "./synthetic.ts";

const cell = { ...cellOf("insecure-tls"), takenBack: true as const };

/** The cell of synthetic.ts, healed at 70 s; its fix is taken back at 106-108 s, and then it is watched until `until`. */
function takenBack(
  samples: readonly Sample[],
  until: number,
  outcome: "ok" | "interrupted" = "ok",
): JournalEvent[] {
  const stamp = (seconds: number) => ({
    v: JOURNAL_VERSION,
    at: new Date(T0 + seconds * 1_000).toISOString(),
    run: "r",
    cell: cell.id,
    attempt: 1,
  });
  const phase = (name: PhaseName, from: number, to: number, how: "ok" | "interrupted") => [
    { ...stamp(from), type: "phase.started" as const, phase: name },
    { ...stamp(to), type: "phase.ended" as const, phase: name, outcome: how },
  ];
  return [
    ...journalOf(cell, cellSamples(true), { end: false }),
    ...phase("retract", 106, 108, "ok"),
    { ...stamp(108), type: "diff", phase: "retract", by: "update", changes: [] },
    ...samples.map((sample): JournalEvent => ({ ...stamp(until), type: "sample", phase: "relapse", sample })),
    ...phase("relapse", 108.1, until, outcome),
  ];
}

const brokenAgain = [
  condition(
    107,
    "False",
    "MissingEndpoints",
    'endpoints for service/metrics-server in "kube-system" have no addresses',
  ),
  podSeen(108, "metrics-server-c", 108, null),
  logged(109, "metrics-server-c", NO_SANS),
  ...every(2, 110, 146, (seconds) => topFails(seconds)),
  ...every(2, 110, 146, nodesListed),
];

test("a healing whose symptom comes again with the fix taken back is the fix's", () => {
  expect(judgeCell(scenario, cell, takenBack(brokenAgain, 147))).toMatchObject({
    verdict: "pass",
    observed: "heals",
    reason: "healthy 20.1 s after the fix began; broken again 4.0 s after it was taken back",
  });
});

test("taking it back may touch what the fix did, and what of the fault has to be done anew", () => {
  const paths = [{ path: "spec.template.metadata.annotations", kind: "update" as const }];
  const change = { urn: "u", resource: "Deployment", name: "metrics-server", op: "update" as const, paths };
  const restarted = changing(takenBack(brokenAgain, 147), "retract", [change]);
  expect(judgeCell(scenario, cell, restarted)).toMatchObject({
    verdict: "error",
    reason: expect.stringContaining("the retract touches more than it declares"),
  });
  const { fault } = scenario;
  const allowedChanges = [{ resource: "Deployment", path: "spec.template.metadata" }];
  const again = { ...scenario, fault: { ...fault, allowedChanges, again: fault.edit } };
  expect(judgeCell(again, cell, changing(restarted, "fault", [change])).verdict).toBe("pass");
});

test("where nobody looked at what stays normal, it says nothing of the fix", () => {
  const unseen = brokenAgain.filter(
    (sample) => sample.kind !== "command" || sample.observable === "top nodes",
  );
  const long = every(2, 148, 206, (seconds) => topFails(seconds));
  expect(judgeCell(scenario, cell, takenBack([...unseen, ...long], 207))).toMatchObject({
    verdict: "error",
    observed: "heals",
    reason: expect.stringContaining("kubectl get nodes was not looked at"),
  });
});

test("one that lasts without the fix was not the fix's", () => {
  const judged = judgeCell(scenario, cell, takenBack(healthyLooks(108, 186), 187));
  expect(judged).toMatchObject({ verdict: "fail", observed: "heals" });
  expect(judged.reason).toContain("with the fix taken back the symptom did not come again: not seen within");
});

test("a relapse that nobody watched to its end shows nothing", () => {
  expect(judgeCell(scenario, cell, takenBack(brokenAgain, 147, "interrupted")).verdict).toBe("error");
  const only = journalOf(cell, cellSamples(true));
  expect(judgeCell(scenario, cell, only)).toMatchObject({
    verdict: "error",
    reason: expect.stringContaining("the fix could not be taken back: not reached"),
  });
});
