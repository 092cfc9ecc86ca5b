import type { MatrixCell } from "../matrix-schema.ts";
import { html, type Markup, shortened } from "./markup.ts";

const LONGEST_LINE = 500;

/** What Pulumi changed for fault and fix, and what was typed besides, side by side. */
export function cellDiffs(cell: MatrixCell): Markup | null {
  const parts = (["fault", "fix"] as const).map((phase) => diff(cell, phase));
  return parts.some((part) => part !== null) ? html`<div class="sides">${parts}</div>` : null;
}

function diff({ changes, acts, id }: MatrixCell, phase: "fault" | "fix"): Markup | null {
  const typed = acts.filter((act) => act.phase === phase);
  if (changes[phase].length + typed.length === 0) return null;
  return html`<div class="side"><h4>The ${phase} as Pulumi saw it</h4>
<pre class="diff" tabindex="0" role="region" aria-label="Changes of the ${phase} of ${id}">${changes[phase].map(line)}${typed.map(
    ({ command, exit }) =>
      html`<span>$ ${shortened(command, LONGEST_LINE)}${exit !== 0 && `  (exit ${exit})`}</span>\n`,
  )}</pre></div>`;
}

const line = (text: string): Markup =>
  html`<span class="${KIND[text.slice(0, 1)] ?? "other"}">${shortened(text, LONGEST_LINE)}</span>\n`;

const KIND: Readonly<Record<string, string>> = {
  "+": "added",
  "-": "removed",
  "~": "changed",
  "±": "changed",
};
