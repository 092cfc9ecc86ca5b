import { LOSSES } from "../diff/change-class.ts";
import { cellOf, changedRows, noteOf, sidesOf } from "../diff/diff-lines.ts";
import type { Diff, DiffRow } from "../diff/diff-schema.ts";
import { html, type Markup } from "./markup.ts";

/** What changed since another run; nothing where no other is given. */
export function changesSince(diff: Diff | undefined): Markup | null {
  if (!diff) return null;
  const changed = changedRows(diff);
  const compared = changed.filter((row) => row.class !== "not comparable");
  const others = changed.filter((row) => row.class === "not comparable");
  const unchanged = diff.rows.length - changed.length;
  return html`<section aria-labelledby="since">
<h2 id="since">Since run ${diff.before.id}</h2>
<p class="lead">${diff.sentence}</p>
<ul class="plain">${sidesOf(diff).map((line) => html`<li>${line}</li>`)}</ul>
${compared.length > 0 && table("What changed, gravest first", compared)}
<p>${unchanged} unchanged.</p>
${
  others.length > 0 &&
  html`<details><summary>${others.length} could not be compared</summary>${table("Not compared, and why", others)}</details>`
}
</section>`;
}

const table = (
  caption: string,
  rows: readonly DiffRow[],
): Markup => html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr><th scope="col">class</th><th scope="col">cell</th><th scope="col">what was seen</th></tr></thead>
<tbody>${rows.map(
  (row) =>
    html`<tr><td${LOSSES.includes(row.class) && !row.accepted && html` class="loss"`}>${row.class}</td><td class="name">${cellOf(row)}</td><td>${noteOf(row)}</td></tr>\n`,
)}</tbody>
</table></div>`;
