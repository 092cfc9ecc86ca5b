import type { JournalEvent } from "../../journal/events.ts";
import { html, type Markup } from "./markup.ts";
import { percent, type Span } from "./time-axis.ts";

type Look = Extract<JournalEvent, { type: "machine" }>;

/** What a line of the machine's chart shows. */
const MEASURES = [
  {
    id: "load",
    label: "load, one minute",
    measure: ({ load }: Look) => load,
    text: (value: number) => value.toFixed(1),
  },
  {
    id: "memory",
    label: "memory in use",
    measure: ({ usedMb }: Look) => usedMb,
    text: (value: number) => `${Math.round(value)} MB`,
  },
] as const;

const HEIGHT = 56;
/** The lines are drawn in a box of this many units, whatever its width on the screen. */
const UNITS = 1_000;

/** Load and memory below the stands, each from zero to its own most. */
export function machineLines(looks: readonly Look[], span: Span): Markup {
  if (looks.length < 2)
    return html`<p class="note">This journal has no load and memory: the run was shorter than ten seconds, or older than its version 5.</p>`;
  return html`<div class="machine">${MEASURES.map(({ id, label, measure, text }) => {
    const values = looks.map(measure);
    const most = values.reduce((a, b) => Math.max(a, b), 0);
    const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    const said = `${label}: at most ${text(most)}, half of the time below ${text(middle)}`;
    return html`<figure><svg class="${id}" role="img" aria-label="${said}" viewBox="0 0 ${UNITS} ${HEIGHT}" preserveAspectRatio="none"><path class="area" d="${area(looks, values, most, span)}"/></svg><figcaption>${said}</figcaption></figure>`;
  })}</div>`;
}

function area(looks: readonly Look[], values: readonly number[], most: number, span: Span): string {
  const points = looks.map(({ at }, index) => {
    const x = (Number.parseFloat(percent(Date.parse(at), span)) / 100) * UNITS;
    const y = HEIGHT - ((values[index] ?? 0) / Math.max(most, 1e-9)) * (HEIGHT - 4);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  const [first = "0 0"] = points;
  const last = points.at(-1) ?? first;
  return `M${first.split(" ")[0]} ${HEIGHT}L${points.join("L")}L${last.split(" ")[0]} ${HEIGHT}Z`;
}
