import { platformText } from "../../plan/cell-platform.ts";
import type { MatrixCell } from "../matrix-schema.ts";
import { html, type Markup } from "./markup.ts";

/** What a cell can be picked by. The page's script shows the form and keeps its state in the address. */
export const FILTERS = {
  verdict: ({ verdict }: MatrixCell) => verdict,
  observed: ({ observed }: MatrixCell) => observed ?? "nothing",
  mode: ({ mode }: MatrixCell) => mode ?? "none",
  platform: ({ platform }: MatrixCell) => platformText(platform),
  fidelity: ({ fidelity }: MatrixCell) => fidelity,
} as const;

/** Hidden until a script can filter. */
export function matrixFilters(cells: readonly MatrixCell[]): Markup {
  return html`<form class="filters" id="filters" hidden>
<label>Search <input type="search" name="text" autocomplete="off" placeholder="scenario, fix, text …"/></label>
${Object.entries(FILTERS).map(([name, of]) => select(name, cells.map(of)))}
<button type="reset">Show all</button>
<output id="shown" aria-live="polite"></output>
</form>`;
}

function select(name: string, values: readonly string[]): Markup {
  const counts = [...Map.groupBy(values, (value) => value)].sort(([a], [b]) => order(a, b));
  return html`<label>${name} <select name="${name}"><option value="">any</option>${counts.map(
    ([value, members]) => html`<option value="${value}">${value} (${members.length})</option>`,
  )}</select></label>
`;
}

/** F2 before F10. Written out, because the machine's locale must not change the page. */
function order(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
