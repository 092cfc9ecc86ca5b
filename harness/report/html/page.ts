import type { CellEvent, JournalEvent } from "../../journal/events.ts";
import type { Compared } from "../diff/compared.ts";
import { diffRuns } from "../diff/diff-runs.ts";
import type { Matrix, MatrixCell } from "../matrix-schema.ts";
import { cellSections } from "./cell-sections.ts";
import { changesSince } from "./changes-since.ts";
import { inlined } from "./inlined.ts";
import { dataElement, html } from "./markup.ts";
import { matrixTable } from "./matrix-table.ts";
import { pageData, redFirst } from "./page-data.ts";
import { runHeader } from "./run-header.ts";
import { verdictSentence } from "./sentence.ts";
import { standsChart } from "./stands-chart.ts";

export interface PageOf {
  readonly matrix: Matrix;
  /** The journal that the matrix was made from. */
  readonly events: readonly JournalEvent[];
  /** Another run, to say what changed since. */
  readonly since?: Compared | undefined;
}

/** Nothing is accepted here, so no day counts. */
const NO_DAY = "";

/** So many cells have a section; a row all of them. */
const MOST_SECTIONS = 1_000;

/** `report.html` as one text. */
export function htmlFrom(page: PageOf): string {
  return htmlParts(page).join("");
}

/**
 * `report.html`: a run as one page that needs no network, and for all but timelines and filters no script. The same of the same
 * journals. @throws UsageError where `since` is this run.
 */
export function htmlParts({ matrix, events, since }: PageOf): readonly string[] {
  const diff = since && diffRuns(since, matrix, [], NO_DAY);
  const { style, script, policy } = inlined();
  const data = pageData(matrix.cells, eventsByCell(events));
  const words = new Map(
    events
      .flatMap((event) => (event.type === "run.planned" ? plannedCells(event) : []))
      .flatMap(({ id, words }) => (words ? [[id, words] as const] : [])),
  );
  const anchors = anchorsOf(matrix.cells);
  const probed = new Set(Object.keys(data.cells));
  const stands = standsChart(matrix, events);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${policy}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<meta name="description" content="${verdictSentence(matrix)}"/>
<link rel="icon" href="data:,"/>
<title>faultline ${matrix.run.id}</title>
${style}
</head>
<body>
<a class="skip" href="#matrix">To the matrix</a>
<main>
${runHeader(matrix, anchors)}
<nav aria-label="On this page"><ul>${diff && html`<li><a href="#since">Since ${diff.before.id}</a></li>`}<li><a href="#matrix">Matrix</a></li>${stands && html`<li><a href="#stands">Stands over time</a></li>`}<li><a href="#details">Cell by cell</a></li></ul></nav>
${changesSince(diff)}
${matrixTable(matrix, anchors)}
${stands}
${cellSections({ cells: matrix.cells, words, anchors, probed })}
</main>
<footer class="page"><p>Made from journal.ndjson; every number is that of matrix.json.</p></footer>
${dataElement("data", data)}
${script}
</body>
</html>
`.pieces;
}

function plannedCells({ cells, notRun }: Extract<JournalEvent, { type: "run.planned" }>) {
  return [...cells, ...notRun.map(({ cell }) => cell)];
}

/** By number, because an id may hold anything. */
function anchorsOf(cells: readonly MatrixCell[]): ReadonlyMap<string, string> {
  const shown = new Set(redFirst(cells).slice(0, MOST_SECTIONS));
  return new Map(cells.flatMap((cell, index) => (shown.has(cell) ? [[cell.id, `cell-${index + 1}`]] : [])));
}

function eventsByCell(events: readonly JournalEvent[]): ReadonlyMap<string, readonly CellEvent[]> {
  return Map.groupBy(
    events.filter((event): event is CellEvent => "cell" in event),
    ({ cell }) => cell,
  );
}
