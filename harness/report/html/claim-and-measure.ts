import type { CellWords } from "../../plan/cell.ts";
import { duration } from "../duration.ts";
import type { MatrixCell } from "../matrix-schema.ts";
import { html, type Markup, shortened } from "./markup.ts";
import { sourceLink } from "./source-link.ts";

const LONGEST = 2_000;

/** The thread's words beside what a cluster did. */
export function claimAndMeasure(cell: MatrixCell, words: CellWords | undefined): Markup {
  return html`<div class="sides">
<div class="side"><h4>What was said</h4>
${words ? saidOf(cell, words) : html`<p>The claim is “${cell.claim}”. Its words are not in this journal.</p>`}
</div>
<div class="side"><h4>What was measured</h4>${measuredOf(cell, words)}</div>
</div>`;
}

function saidOf({ claim }: MatrixCell, { fault, fix, reports, claim: told }: CellWords): Markup {
  return html`<p>The fault: ${fault}</p>
${reports.map(({ ref, quote }) => html`<blockquote><p>${quote}</p><footer>${sourceLink(ref)}</footer></blockquote>`)}
<p>The fix: ${fix}</p>
<blockquote>${told.quote && html`<p>${told.quote}</p>`}<footer>claim “${claim}” by ${told.by}</footer></blockquote>`;
}

function measuredOf(cell: MatrixCell, words: CellWords | undefined): Markup {
  const { observed, expected, timeToSymptomMs, timeToRecoveryMs, healthyStartMs, symptom } = cell;
  const times = [
    ["healthy after", healthyStartMs],
    ["symptom after", timeToSymptomMs],
    ["recovery after", timeToRecoveryMs],
  ] as const;
  return html`<dl>
<div><dt>observed</dt><dd class="outcome">${observed ?? "nothing: it did not come to that"}</dd></div>
<div><dt>expected</dt><dd>${expected}${words && `: ${words.why}`}</dd></div>
${times.map(
  ([label, ms]) => ms !== null && html`<div><dt>${label}</dt><dd data-ms="${ms}">${duration(ms)}</dd></div>`,
)}
</dl>
${
  symptom.length > 0 &&
  html`<p>The documented symptom was seen:</p><ul>${symptom.map(
    ({ signature, where, text }) =>
      html`<li>${signature}, at ${where}: <span class="code">${shortened(text, LONGEST)}</span></li>`,
  )}</ul>`
}`;
}
