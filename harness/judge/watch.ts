import type { CellEvent } from "../journal/events.ts";
import type { Cell } from "../plan/cell.ts";
import { type Healing, WATCHED, WATCHED_AT_LEAST } from "../plan/healing.ts";
import { expectedOn, isTriedOn } from "../scenario/expectation.ts";
import type { Scenario } from "../scenario/types.ts";

/** Two starts within one scrape of metrics-server (15 s) tell nothing of how fast a machine is. */
const SCRAPE_MS = 15_000;
/** A start that is slower than twice the other's has another reason than the machine. */
const MOST = 2;

/**
 * Milliseconds after its change for which a control is to be watched: longer where its own healthy start (null on a cluster that has
 * served another cell) was slower than that of the healing. Where no healing is known it is as long as a healing may take.
 */
export function watchMs(
  { cell, scenario }: { readonly cell: Cell; readonly scenario: Scenario },
  healthyStartMs: number | null,
): number {
  const { slowestHealing } = cell;
  if (slowestHealing === undefined) return 0;
  if (slowestHealing === null) return longestHealingMs(scenario, cell);
  return Math.round(slowestHealing.healedMs * WATCHED * slowdown(slowestHealing, healthyStartMs));
}

function slowdown({ healthyStartMs: known }: Healing, own: number | null): number {
  if (known === null || own === null) return 1;
  const times = Math.max(own, SCRAPE_MS) / Math.max(known, SCRAPE_MS);
  return Math.min(Math.max(times, 1), MOST);
}

function longestHealingMs({ fixes }: Scenario, { platform }: Cell): number {
  const healing = fixes.filter(
    (fix) => isTriedOn(fix, platform) && expectedOn(fix, platform).outcome === "heals",
  );
  return Math.max(0, ...healing.map(({ withinSeconds }) => withinSeconds * 1_000));
}

/**
 * The same from a journal, which says for how long the control was to be watched, and beside which healing: less than 1.5 times that is
 * none.
 */
export function watchedMs(own: readonly CellEvent[]): number {
  const told = own.findLast((event) => event.type === "watch");
  const healing = own.find((event) => event.type === "cell.started")?.slowestHealing;
  return Math.max(told?.ms ?? 0, (healing?.healedMs ?? 0) * WATCHED_AT_LEAST);
}
