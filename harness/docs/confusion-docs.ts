import { type ConfusionRow, confusionTable } from "../judge/confusion.ts";
import type { Scenario } from "../scenario/types.ts";
import { generatedPage, list, table } from "./markdown.ts";
import type { Recording } from "./recordings.ts";

/** docs/confusion.md: which recorded fault could be taken for which other. */
export function confusionDocs(scenarios: readonly Scenario[], recordings: readonly Recording[]): string {
  const rows = confusionTable(scenarios, recordings);
  const never = scenarios.filter(({ id }) => !rows.some(({ scenario }) => scenario === id));
  const recorded = rows.reduce((sum, { cells }) => sum + cells, 0);
  return generatedPage(
    "# Confusion",
    `Every scenario's judge over every recording: ${scenarios.length} scenarios, ${recorded} recorded cells. A symptom that another fault shows as well proves nothing, so a row may name no other scenario but one that is declared alike.`,
    table(
      ["scenario", "cells", "its own symptom", "another scenario's symptom"],
      rows.map(({ scenario, cells, own, others }) => [
        pageLink(scenario),
        `${cells}`,
        `${own}`,
        others.map((other) => `${pageLink(other.scenario)} (${other.cells})`).join("<br>") || "none",
      ]),
    ),
    "Made as strict as a recording allows. A cell is read from the start of its fault to the end of its symptom. No deadline of the other scenario is too short, and its hold is as long as was recorded; before the end, its whole hold. What should stay normal tells them apart only where it was looked at and did not. A sign for which nobody looked is not shown.",
    ...declared(scenarios, rows),
    ...(never.length > 0
      ? [
          "## Never recorded",
          "Nothing is known of what these would be taken for; as readers they are in the table.",
          list(never.map(({ id }) => pageLink(id))),
        ]
      : []),
    "The same of a run: `npx faultline confusion [run]`.",
  );
}

function declared(scenarios: readonly Scenario[], rows: readonly ConfusionRow[]): readonly string[] {
  const pairs = scenarios.flatMap(({ id, symptom }) =>
    (symptom.alike ?? []).map(({ scenario, why }) => [
      pageLink(id),
      pageLink(scenario),
      readings(rows, id, scenario),
      why,
    ]),
  );
  if (pairs.length === 0) return [];
  return [
    "## Declared alike",
    "Pairs that what kubectl shows of the failure cannot tell apart. A test fails when every recording tells such a pair apart after all.",
    table(["scenario", "alike to", "cells read as the other", "why"], pairs),
  ];
}

function readings(rows: readonly ConfusionRow[], a: string, b: string): string {
  const read = (shown: string, as: string) => {
    const row = rows.find(({ scenario }) => scenario === shown);
    return `${row?.others.find(({ scenario }) => scenario === as)?.cells ?? 0} of ${row?.cells ?? 0}`;
  };
  return `${read(a, b)}, and ${read(b, a)} the other way`;
}

const pageLink = (id: string) => `[${id}](scenarios/${id}.md)`;
