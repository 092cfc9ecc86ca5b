import { expect, test } from "vitest";
import type { CellEntry } from "../../../harness/journal/events.ts";
import { diagnosedIn } from "../../../harness/report/diagnosed.ts";
import { diagnosedLines } from "../../../harness/report/terminal/diagnosed-lines.ts";
import { SyntheticJournal, syntheticCell } from "../../synthetic-journal.ts";

type Look = Extract<CellEntry, { type: "diagnosis" }>;

const look = (
  phase: "baseline" | "fault" | "symptom",
  verdict: Look["verdict"],
  ...codes: string[]
): Look => ({
  type: "diagnosis",
  phase,
  verdict,
  reason: `it is ${verdict}`,
  findings: codes.map((text) => {
    const [code = "", ...alike] = text.split("=");
    return { code, alike };
  }),
  ms: { baseline: 4_000, fault: 60_000, symptom: 6_000 }[phase],
  requests: 20 + codes.length,
});

const [cell, other] = [syntheticCell("scenario-a", "heals"), syntheticCell("scenario-b", "heals")];

test("each look is held to the fault that was in its cluster", () => {
  const { events } = new SyntheticJournal()
    .started([cell, other])
    .cell(1, cell.id, look("baseline", "healthy"))
    .cell(2, cell.id, look("symptom", "known", "scenario-a"))
    .cell(3, other.id, look("baseline", "known", "scenario-c"))
    .cell(4, other.id, look("symptom", "known", "scenario-c=scenario-b"))
    .cell(5, cell.id, look("symptom", "known", "scenario-c", "scenario-a"), 2)
    .cell(6, other.id, look("symptom", "unknown"), 2)
    .cell(7, other.id, look("symptom", "known", "x", "y", "z", "scenario-b"), 3)
    .cell(8, cell.id, look("fault", "known", "scenario-a"), 3);
  const diagnosed = diagnosedIn(events);
  expect(diagnosed?.faulty.map(({ named, codes }) => [named, codes.length])).toEqual([
    ["first", 1],
    ["first, as one that cannot be told from it", 1],
    ["among the first three", 2],
    ["no", 0],
    ["no", 4],
    ["first", 1],
  ]);
  expect(diagnosed).toMatchObject({ healthy: 2, falsely: [{ cell: other.id, verdict: "known" }] });
  // That in the act had to wait for it.
  expect(diagnosed).toMatchObject({ p95Ms: 6_000, mostRequests: 24 });
  expect(diagnosed && diagnosedLines(diagnosed)).toEqual([
    "diagnosed  3 of 6 faulty stands by their fault first (50.0 %), 1 of them as one that cannot be told from it, 1 more among the first three; 1 of 2 healthy ones as anything else; 95 of 100 looks within 6.0 s, at most 24 requests",
    `  ${cell.id}: scenario-c, scenario-a`,
    `  ${other.id}: it is unknown`,
    `  ${other.id}: x, y, z, scenario-b`,
    `  ${other.id}, healthy: it is known`,
  ]);
});

test("a run that diagnosed nothing says nothing of it", () => {
  expect(diagnosedIn(new SyntheticJournal().started([cell]).events)).toBeUndefined();
});
