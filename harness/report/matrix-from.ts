import type { JournalEvent } from "../journal/events.ts";
import { attemptsByCell } from "../journal/events-of-cell.ts";
import type { Cell, Verdict } from "../plan/cell.ts";
import { outlineOf } from "./attempt-outline.ts";
import { matrixCell } from "./matrix-cell.ts";
import type { Matrix } from "./matrix-schema.ts";
import type { Attempts } from "./run-outline.ts";
import { withoutShortWatches } from "./short-watch.ts";

type Of<T extends JournalEvent["type"]> = Extract<JournalEvent, { type: T }>;

/**
 * The matrix a journal amounts to, however it ended: cut by kill -9, what had begun is `error` and what had not is `not run`.
 */
export function matrixFrom(events: readonly JournalEvent[]): Matrix {
  const attempts = [...attemptsByCell(events)].map(
    ([cell, own]) => [cell, own.map((attempt) => outlineOf(attempt[0]?.attempt ?? 1, attempt))] as const,
  );
  return matrixOf(events, new Map(attempts));
}

/** The same of what was gathered of it: only events of the whole run are looked at. */
export function matrixOf(events: readonly JournalEvent[], attempts: Attempts): Matrix {
  const started = find(events, "run.started");
  const planned = find(events, "run.planned");
  const toolchain = find(events, "run.toolchain");
  const ended = find(events, "run.ended");
  const components = toolchain?.components ?? [];
  const unstarted = ended
    ? `the run was ${ended.outcome === "complete" ? "over" : ended.outcome} before its turn`
    : "not begun when the journal ends";
  const blocked = new Map((planned?.notRun ?? []).map(({ cell, reason }) => [cell.id, reason]));
  const rows = allCells(planned).map((cell) =>
    matrixCell(cell, attempts.get(cell.id) ?? [], {
      components,
      unstarted: blocked.get(cell.id) ?? unstarted,
      interrupted: ended ? ended.outcome !== "complete" : true,
      repeated: Number(started?.options.repeat ?? 1) > 1,
    }),
  );
  const cells = [...withoutShortWatches(rows)];
  const count = (verdict: Verdict) => cells.filter((cell) => cell.verdict === verdict).length;
  return {
    schema: "faultline/matrix@1",
    run: {
      id: events[0]?.run ?? "",
      startedAt: events[0]?.at ?? new Date(0).toISOString(),
      endedAt: ended?.at ?? null,
      outcome: ended?.outcome ?? "cut",
      ...(ended?.message !== undefined && { message: ended.message }),
      ...(started?.copiedFrom && { copiedFrom: [...started.copiedFrom] }),
      argv: [...(started?.argv ?? [])],
      options: started?.options ?? {},
      ...(planned?.estimate && { estimate: planned.estimate }),
      ...(toolchain && ended && { tookSeconds: (Date.parse(ended.at) - Date.parse(toolchain.at)) / 1_000 }),
      ...(planned?.leftOut && { leftOut: [...planned.leftOut] }),
      host: started?.host ?? null,
      standIns: [...(toolchain?.standIns ?? [])],
      toolchain: [...components],
      ...(ended?.cost && { cost: ended.cost }),
    },
    cells,
    totals: {
      pass: count("pass"),
      fail: count("fail"),
      flaky: count("flaky"),
      error: count("error"),
      notRun: count("not run"),
    },
  };
}

/** Everything planned and what the plan left out, in the catalog's order: the plan has the longest clusters first. */
function allCells(planned: Of<"run.planned"> | undefined): readonly Cell[] {
  if (!planned) return [];
  return [...planned.cells, ...planned.notRun.map(({ cell }) => cell)].sort(inCatalog);
}

/** Scenarios by id, as they are loaded; a scenario's cells as it has them. */
function inCatalog(a: Cell, b: Cell): number {
  if (a.scenario !== b.scenario) return a.scenario < b.scenario ? -1 : 1;
  return (a.index ?? 0) - (b.index ?? 0);
}

/** The plan is written again when the engine turns out to lack an image: the last one counts. */
function find<T extends JournalEvent["type"]>(events: readonly JournalEvent[], type: T): Of<T> | undefined {
  return events.findLast((event): event is Of<T> => event.type === type);
}
