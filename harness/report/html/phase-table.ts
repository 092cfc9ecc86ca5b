import { duration } from "../duration.ts";
import type { MatrixCell } from "../matrix-schema.ts";
import { html, type Markup } from "./markup.ts";

/** The phases of a cell's last attempt with what they took. */
export function phaseTable({ phases, id }: MatrixCell): Markup | null {
  if (phases.length === 0) return null;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Phases of ${id}"><table class="phases">
<caption>Phases of the last attempt</caption>
<thead><tr>${phases.map(({ name }) => html`<th scope="col" class="phase-${name}">${name}</th>`)}</tr></thead>
<tbody><tr>${phases.map(phaseCell)}</tr></tbody>
</table></div>
${phases.map(({ name, message }) => message !== undefined && html`<p class="message">${name}: ${message}</p>`)}`;
}

function phaseCell({ startedAt, endedAt, outcome }: MatrixCell["phases"][number]): Markup {
  if (endedAt === null) return html`<td class="time">cut</td>`;
  const ms = Date.parse(endedAt) - Date.parse(startedAt);
  return html`<td class="time" data-ms="${ms}">${duration(ms)}${outcome !== "ok" && `, ${outcome}`}</td>`;
}
