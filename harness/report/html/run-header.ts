import type { Verdict } from "../../plan/cell.ts";
import { headerLines } from "../header.ts";
import type { Matrix } from "../matrix-schema.ts";
import { html, type Markup, shortened } from "./markup.ts";
import { redFirst } from "./page-data.ts";
import { verdictSentence } from "./sentence.ts";
import { verdictBadge } from "./verdict-badge.ts";

/** The verdict, the counts, and what a reader must know of run and machine. */
export function runHeader(matrix: Matrix, anchors: ReadonlyMap<string, string>): Markup {
  const { run } = matrix;
  return html`<header>
<h1><span class="brand">faultline</span> run ${run.id}</h1>
<p class="verdict">${verdictSentence(matrix)}</p>
<ul class="tally" aria-label="Cells by verdict">${VERDICTS.map(([verdict, total]) => tally(verdict, matrix.totals[total]))}</ul>
${unexpected(matrix, anchors)}
${run.message && html`<p class="message">${run.message}</p>`}
<details class="facts"><summary>The run and its machine</summary>
<dl>${facts(matrix).map(([label, text]) => html`<div><dt>${label}</dt><dd>${text}</dd></div>`)}</dl>
</details>
</header>`;
}

/** So many are named at the top; the table has them all. */
const NAMED = 12;
const LONGEST = 300;

/** The cells that somebody has to look at, with what is wrong. */
function unexpected({ cells, totals }: Matrix, anchors: ReadonlyMap<string, string>): Markup | null {
  const count = totals.fail + totals.flaky + totals.error;
  if (count === 0) return null;
  const named = redFirst(cells).slice(0, Math.min(count, NAMED));
  const link = (id: string) => {
    const anchor = anchors.get(id);
    return anchor === undefined ? html`${id}` : html`<a href="#${anchor}" data-cell="${id}">${id}</a>`;
  };
  return html`<ul class="plain unexpected">${named.map(
    ({ id, verdict, reason }) =>
      html`<li>${verdictBadge(verdict)} ${link(id)}${reason !== undefined && `: ${shortened(reason, LONGEST)}`}</li>\n`,
  )}${count > named.length && html`<li>and ${count - named.length} more</li>`}</ul>`;
}

const VERDICTS = [
  ["pass", "pass"],
  ["fail", "fail"],
  ["flaky", "flaky"],
  ["error", "error"],
  ["not run", "notRun"],
] as const satisfies readonly (readonly [Verdict, keyof Matrix["totals"]])[];

const tally = (verdict: Verdict, count: number): Markup =>
  html`<li${count === 0 && html` class="none"`}><a href="#verdict=${encodeURIComponent(verdict)}"><b data-total="${verdict}">${count}</b> ${verdictBadge(verdict)}</a></li>`;

function facts(matrix: Matrix): readonly (readonly [string, string])[] {
  const { argv, cost } = matrix.run;
  return [
    ...headerLines(matrix),
    ["asked for", argv.join(" ")],
    ...(cost
      ? [
          [
            "cost",
            `${(cost.cpuMs / 60_000).toFixed(1)} min of processor time, ${cost.peakMemoryMb} MB above the start`,
          ] as const,
        ]
      : []),
  ];
}
