import { stopwatch } from "../duration.ts";
import { html, type Markup } from "./markup.ts";

/** Times of a chart; ms since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where a moment stands on the chart: an SVG takes it as a coordinate, at any width. */
export function percent(at: number, { from, to }: Span): string {
  return `${(((at - from) / Math.max(1, to - from)) * 100).toFixed(3)}%`;
}

const STEPS_S = [10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400];
const MOST_TICKS = 8;

/** Lines at round times since the start, labelled at `y`. */
export function ticks(span: Span, y: number): Markup {
  const seconds = (span.to - span.from) / 1_000;
  const step = STEPS_S.find((each) => seconds / each <= MOST_TICKS) ?? seconds / MOST_TICKS;
  const times = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
  return html`${times.map((time) => {
    const x = percent(span.from + time * 1_000, span);
    return html`<line class="tick" x1="${x}" x2="${x}" y1="0" y2="${y - 12}"/><text class="axis" x="${x}" y="${y}">${stopwatch(time * 1_000)}</text>`;
  })}`;
}
