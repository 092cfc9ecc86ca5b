import type { JournalEvent } from "../journal/events.ts";
import type { Cell } from "../plan/cell.ts";
import type { Scenario } from "../scenario/types.ts";
import { readAs } from "./read-as.ts";

/** A cell that was run, and the journal that tells of it. */
export interface WatchedCell {
  readonly cell: Cell;
  readonly events: readonly JournalEvent[];
}

/** What the cells of one scenario show, as its own judge and all others read them. */
export interface ConfusionRow {
  readonly scenario: string;
  /** Cells whose symptom was watched to its end. */
  readonly cells: number;
  /** Those of them that show their own symptom. */
  readonly own: number;
  readonly others: readonly OtherReading[];
}

interface OtherReading {
  readonly scenario: string;
  /** Of the row's cells, those that show this other scenario's symptom. */
  readonly cells: number;
  /** Why the two cannot be told apart, where one of them says so; null where that was not to be. */
  readonly alike: string | null;
}

/** Every scenario's judge over every other scenario's cells: a row for each scenario of which a cell was watched. */
export function confusionTable(
  scenarios: readonly Scenario[],
  watched: readonly WatchedCell[],
): readonly ConfusionRow[] {
  return scenarios.flatMap(({ id }): ConfusionRow[] => {
    const readings = watched
      .filter(({ cell }) => cell.scenario === id)
      .flatMap(({ cell, events }) => {
        const read = readAs(scenarios, cell, events);
        return read ? [read] : [];
      });
    if (readings.length === 0) return [];
    const count = (scenario: string) => readings.filter((read) => read.includes(scenario)).length;
    const others = scenarios
      .map((other) => ({
        scenario: other.id,
        cells: count(other.id),
        alike: whyAlike(scenarios, id, other.id),
      }))
      .filter(({ scenario, cells }) => scenario !== id && cells > 0);
    return [{ scenario: id, cells: readings.length, own: count(id), others }];
  });
}

/** The readings that nobody has declared. */
export function undeclared(table: readonly ConfusionRow[]): readonly ConfusionRow[] {
  return table
    .map((row) => ({ ...row, others: row.others.filter(({ alike }) => alike === null) }))
    .filter(({ others }) => others.length > 0);
}

/** A pair of scenarios that one of them says cannot be told apart. */
export interface AlikePair {
  readonly scenarios: readonly [string, string];
  readonly why: string;
}

export function alikePairs(scenarios: readonly Scenario[]): readonly AlikePair[] {
  return scenarios.flatMap(({ id, symptom }) =>
    (symptom.alike ?? []).map(({ scenario, why }) => ({ scenarios: [id, scenario] as const, why })),
  );
}

function whyAlike(scenarios: readonly Scenario[], a: string, b: string): string | null {
  const pair = alikePairs(scenarios).find(({ scenarios: both }) => both.includes(a) && both.includes(b));
  return pair?.why ?? null;
}
