import type { JournalEvent } from "../../journal/events.ts";
import { stopwatch } from "../duration.ts";
import type { Matrix, MatrixCell } from "../matrix-schema.ts";
import { machineLines } from "./machine-lines.ts";
import { html, type Markup } from "./markup.ts";
import { rowsOf, type Stand, type Stay, standsOf } from "./stands.ts";
import { percent, type Span, ticks } from "./time-axis.ts";
import { verdictClass } from "./verdict-badge.ts";

const ROW = 26;
const AXIS = 22;

/** The run's clusters over time, which cells each served, and what the machine bore. */
export function standsChart(matrix: Matrix, events: readonly JournalEvent[]): Markup | null {
  const stands = standsOf(events);
  if (stands.length === 0) return null;
  const rows = rowsOf(stands);
  const span = { from: Date.parse(matrix.run.startedAt), to: endOf(events) };
  const verdicts = new Map(matrix.cells.map(({ id, verdict }) => [id, verdict]));
  const height = rows.length * ROW + AXIS;
  const said = `${stands.length} stands in ${stopwatch(span.to - span.from)}, ${rows.length} at once`;
  const looks = events.filter((event) => event.type === "machine");
  return html`<section aria-labelledby="stands">
<h2 id="stands">Stands over time</h2>
<p class="lead">${said}. Each block is a cell, in the colour of its verdict; blocks that touch shared a cluster.</p>
<svg class="stands" role="img" aria-label="${said}" width="100%" height="${height}">${ticks(span, height - 4)}${rows.map(
    (row, index) => row.map((stand) => standBlocks(stand, index * ROW, span, verdicts)),
  )}</svg>
${machineLines(looks, span)}
</section>`;
}

function standBlocks(
  stand: Stand,
  y: number,
  span: Span,
  verdicts: ReadonlyMap<string, MatrixCell["verdict"]>,
): Markup {
  const width = (from: number, to: number) => percent(span.from + to - from, span);
  const block = ({ cell, attempt, from, to }: Stay) => {
    const told = `${cell}, attempt ${attempt}: ${stopwatch(from - span.from)} to ${stopwatch(to - span.from)}`;
    return html`<rect class="${verdictClass(verdicts.get(cell) ?? "not run")}" data-cell="${cell}" x="${percent(from, span)}" y="${y + 4}" width="${width(from, to)}" height="${ROW - 10}"><title>${told}</title></rect>`;
  };
  const [from, to] = [stand[0]?.from ?? span.from, stand.at(-1)?.to ?? span.from];
  return html`<rect class="stand" x="${percent(from, span)}" y="${y + 1}" width="${width(from, to)}" height="${ROW - 4}" rx="3"/>${stand.map(block)}`;
}

const endOf = (events: readonly JournalEvent[]): number =>
  events.reduce((latest, { at }) => Math.max(latest, Date.parse(at)), 0);
