import type { CellWords } from "../../plan/cell.ts";
import type { MatrixCell } from "../matrix-schema.ts";
import { cellSection } from "./cell-section.ts";
import { html, type Markup, visible } from "./markup.ts";
import { sourceLink } from "./source-link.ts";

export interface Sections {
  readonly cells: readonly MatrixCell[];
  readonly words: ReadonlyMap<string, CellWords>;
  /** Cell by id, to the id of its element; a cell without one gets no section. */
  readonly anchors: ReadonlyMap<string, string>;
  /** Cells whose probes the page has, as it names them. */
  readonly probed: ReadonlySet<string>;
}

/** Every cell under its scenario. */
export function cellSections(all: Sections): Markup {
  const scenarios = [...Map.groupBy(all.cells, ({ scenario }) => scenario).values()];
  const left = all.cells.length - all.anchors.size;
  return html`<section aria-labelledby="details" id="sections">
<h2 id="details">Cell by cell</h2>
<noscript><p class="note">Timelines with every probe are drawn by a script; all else on this page needs none.</p></noscript>
${left > 0 && html`<p class="note">${left} cells that did what was expected have no section here, because the file would be too large: matrix.md has them.</p>`}
${scenarios.map((cells) => scenario(cells, all))}
</section>`;
}

function scenario(cells: readonly MatrixCell[], { anchors, words, probed }: Sections): Markup | null {
  const shown = cells.flatMap((cell) => {
    const anchor = anchors.get(cell.id);
    return anchor === undefined ? [] : [{ cell, anchor }];
  });
  const [first] = cells;
  if (!first || shown.length === 0) return null;
  return html`<section class="scenario">
<h3>${first.mode && html`<span class="mode">${first.mode}</span> `}<span class="name">${first.scenario}</span>${first.title && html`<span class="title">${first.title}</span>`}</h3>
${first.threads.length > 0 && html`<p class="threads">Reported in ${first.threads.map((thread, index) => html`${index > 0 && ", "}${sourceLink(thread)}`)}</p>`}
${shown.map(({ cell, anchor }) =>
  cellSection({ cell, anchor, words: words.get(cell.id), hasProbes: probed.has(visible(cell.id)) }),
)}</section>
`;
}
