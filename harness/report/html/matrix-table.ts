import { platformText } from "../../plan/cell-platform.ts";
import { duration } from "../duration.ts";
import type { Matrix, MatrixCell } from "../matrix-schema.ts";
import { html, type Markup } from "./markup.ts";
import { FILTERS, matrixFilters } from "./matrix-filters.ts";
import { verdictBadge, verdictClass } from "./verdict-badge.ts";

const HEADINGS = [
  "verdict",
  "scenario",
  "platform",
  "fix",
  "claim",
  "expected",
  "observed",
  "to symptom",
  "to recovery",
];

/** A row a cell, as in matrix.md; `anchors` are the cells that have a section of their own. */
export function matrixTable(matrix: Matrix, anchors: ReadonlyMap<string, string>): Markup {
  return html`<section aria-labelledby="matrix">
<h2 id="matrix">Matrix</h2>
${matrixFilters(matrix.cells)}
<div class="scroll" role="region" tabindex="0" aria-label="Every cell"><table class="matrix" id="cells">
<caption>Claim: what upstream says the fix does. Expected: what faultline expects. ¹ same mechanism, not the reported platform.</caption>
<thead><tr>${HEADINGS.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>
${matrix.cells.map((cell) => row(cell, anchors.get(cell.id)))}</tbody>
</table></div>
</section>`;
}

function row(cell: MatrixCell, anchor: string | undefined): Markup {
  const name = html`${cell.fix}`;
  return html`<tr class="${verdictClass(cell.verdict)}" data-cell="${cell.id}"${filtered(cell)}><td>${verdictBadge(cell.verdict)}</td><td class="name">${cell.mode && html`<span class="mode">${cell.mode}</span> `}${cell.scenario}</td><td class="platform">${platformText(cell.platform)}${cell.fidelity === "same mechanism" && " ¹"}</td><th scope="row">${anchor ? html`<a href="#${anchor}">${name}</a>` : name}</th><td>${cell.claim}</td><td>${cell.expected}</td><td${cell.observed !== cell.claim && cell.observed !== null && html` class="unlike"`}>${cell.observed ?? "–"}</td>${time(cell.timeToSymptomMs)}${time(cell.timeToRecoveryMs)}</tr>
`;
}

/** `data-ms` is the number as matrix.json has it. */
function time(ms: number | null): Markup {
  return html`<td class="time"${ms !== null && html` data-ms="${ms}"`}>${duration(ms)}</td>`;
}

/** What the filters look at, for the page's script. */
const filtered = (cell: MatrixCell): Markup =>
  html`${Object.entries(FILTERS).map(([name, of]) => html` data-${name}="${of(cell)}"`)}`;
