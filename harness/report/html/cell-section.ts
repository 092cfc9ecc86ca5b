import type { CellWords } from "../../plan/cell.ts";
import { platformText } from "../../plan/cell-platform.ts";
import { duration } from "../duration.ts";
import type { MatrixCell } from "../matrix-schema.ts";
import { repeatsText } from "../repeats/repeats-text.ts";
import { cellDiffs } from "./cell-diffs.ts";
import { claimAndMeasure } from "./claim-and-measure.ts";
import { html, type Markup, shortened } from "./markup.ts";
import { phaseTable } from "./phase-table.ts";
import { reproCommands } from "./repro-commands.ts";
import { verdictBadge } from "./verdict-badge.ts";

/** Longer texts are cut, and say so. */
const LONGEST = 2_000;

export interface SectionOf {
  readonly cell: MatrixCell;
  readonly words: CellWords | undefined;
  /** The element's id: what a link leads to. */
  readonly anchor: string;
  /** Whether the page has the cell's probes. */
  readonly hasProbes: boolean;
}

/** All that is known of a cell. Its timeline is drawn by the page's script when it is opened; all else is here. */
export function cellSection({ cell, words, anchor, hasProbes }: SectionOf): Markup {
  const attempts = cell.attempts > 1 && ` after ${cell.attempts} attempts`;
  const repeats = repeatsText(cell);
  const times = [cell.timeToSymptomMs, cell.timeToRecoveryMs].map((ms) => (ms === null ? "–" : duration(ms)));
  return html`<details class="cell" data-cell="${cell.id}">
<summary>${verdictBadge(cell.verdict)} <span class="name">${cell.fix}</span> <span class="on">on ${platformText(cell.platform)}${attempts}</span> <span class="times">symptom ${times[0]}, recovery ${times[1]}</span></summary>
<div class="body" id="${anchor}">
${cell.reason !== undefined && html`<p class="reason">${shortened(cell.reason, LONGEST)}</p>`}
${repeats !== undefined && html`<p class="repeats">${repeats}.</p>`}
${claimAndMeasure(cell, words)}
${
  hasProbes
    ? html`<div class="timeline" hidden></div>`
    : cell.phases.length > 0 &&
      html`<p class="note">The probes of this cell are left out, because the file would be too large: the journal has them.</p>`
}
${phaseTable(cell)}
${cellDiffs(cell)}
${textsSeen(cell)}
${reproCommands(cell)}
</div>
</details>
`;
}

function textsSeen({ textsSeen, id }: MatrixCell): Markup | null {
  if (textsSeen.length === 0) return null;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="What failing commands said in ${id}"><table>
<caption>What failing commands said while the fault was on</caption>
<thead><tr><th scope="col">command</th><th scope="col">asked at</th><th scope="col">times</th><th scope="col">first after</th><th scope="col">what it said</th></tr></thead>
<tbody>${textsSeen.map(
    ({ observable, vantage, text, count, firstMs }) =>
      html`<tr><td class="code">${observable}</td><td class="name">${vantage}</td><td class="time">${count}</td><td class="time" data-ms="${firstMs}">${duration(firstMs)}</td><td class="code">${shortened(text, LONGEST)}</td></tr>`,
  )}</tbody>
</table></div>`;
}
