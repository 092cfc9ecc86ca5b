import { expect, test } from "vitest";
import { JOURNAL_VERSION } from "../../../harness/journal/event-schema.ts";
import type { JournalEvent, PhaseOutcome, Sample } from "../../../harness/journal/events.ts";
import { judgeCell } from "../../../harness/judge/judge-cell.ts";
import type { Scenario } from "../../../harness/scenario/types.ts";
import { changing } from "../../change-mutations.ts";
import { journalOf } from "./journal-of.ts";
import { cellOf, cellSamples, healthyLooks, scenario, T0, topFails } from "./synthetic.ts";

const act = [{ kubectl: ["annotate", "node", "--all", "a=b"], why: "by hand" }];
const undo = [{ kubectl: ["annotate", "node", "--all", "a-"], why: "by hand" }];
const byHand: Scenario = { ...scenario, fault: { ...scenario.fault, act, undo } };
const cell = cellOf("insecure-tls");

/** The cell of synthetic.ts, healed; then undone from 106 s on, by hand at 108 s, and watched until `until`. */
function undone(samples: readonly Sample[], until: number, outcome: PhaseOutcome = "ok", message?: string) {
  const stamp = (seconds: number) => ({
    v: JOURNAL_VERSION,
    at: new Date(T0 + seconds * 1_000).toISOString(),
    run: "r",
    cell: cell.id,
    attempt: 1,
    phase: "undo" as const,
  });
  return [
    ...journalOf(cell, cellSamples(true), { end: false }),
    { ...stamp(106), type: "phase.started" as const },
    { ...stamp(108), type: "act" as const, command: "kubectl annotate", exit: 0, text: "" },
    ...samples.map((sample): JournalEvent => ({ ...stamp(until), type: "sample", sample })),
    { ...stamp(until), type: "phase.ended" as const, outcome, ...(message !== undefined && { message }) },
  ];
}

test("a cell passes whose cluster is seen healthy once the acts are undone, and one whose cluster went instead", () => {
  expect(judgeCell(byHand, cell, undone(healthyLooks(109, 120), 121)).verdict).toBe("pass");
  expect(judgeCell(byHand, cell, journalOf(cell, cellSamples(true), { end: false })).verdict).toBe("pass");
});

test.each([
  [
    "healthy before the acts of the undo alone",
    healthyLooks(102, 107.5),
    "ok",
    undefined,
    "not looked at yet",
  ],
  ["broken still", [...healthyLooks(109, 116), topFails(118)], "ok", undefined, "Metrics API not available"],
  ["an act that failed", [], "failed", "`kubectl annotate` ended with exit code 1", "exit code 1"],
] as const)(
  "it is an error where the cluster is not seen healthy then: %s",
  (_, samples, outcome, message, why) => {
    const judged = judgeCell(byHand, cell, undone(samples, 121, outcome, message));
    expect(judged).toMatchObject({ verdict: "error", observed: "heals" });
    expect(judged.reason).toContain("what the fault did by hand was not put right by its undo");
    expect(judged.reason).toContain(why);
  },
);

test("of a fault that the program takes back the undo is no part of the verdict", () => {
  const both = {
    ...byHand,
    fault: { ...byHand.fault, allowedChanges: [{ resource: "Deployment", path: "" }] },
  };
  const created = { urn: "u", resource: "Deployment", name: "another", op: "create" as const, paths: [] };
  const events = changing(undone([], 121, "failed", "no"), "fault", [created]);
  expect(judgeCell(both, cell, events).verdict).toBe("pass");
});
