import { cleanText, oneLine } from "../clean-text.ts";
import { duration } from "../duration.ts";
import { headerLines, totalsLine } from "../header.ts";
import type { Matrix, MatrixCell } from "../matrix-schema.ts";
import { painter, VERDICT_MARK, VERDICT_STYLE } from "./paint.ts";

const HEADINGS = ["", "CELL", "CLAIM", "EXPECTED", "OBSERVED", "VERDICT", "SYMPTOM", "RECOVERY", "FIDELITY"];

/** The whole matrix for a terminal, at the end of a run and for `faultline report`. */
export function summaryLines(matrix: Matrix, color: boolean): string[] {
  const paint = painter(color);
  const rows = matrix.cells.map(row);
  const widths = HEADINGS.map((heading, i) =>
    Math.max(heading.length, ...rows.map((each) => (each[i] ?? "").length)),
  );
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => text.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd();
  return [
    ...headerLines(matrix).map(([label, text]) => `${paint("bold", label.padEnd(11))} ${text}`),
    "",
    paint("bold", line(HEADINGS)),
    ...matrix.cells.map((cell, i) => paint(VERDICT_STYLE[cell.verdict], line(rows[i] ?? []))),
    "",
    ...matrix.cells.flatMap(explanation),
    paint("bold", totalsLine(matrix)),
  ];
}

function row(cell: MatrixCell): string[] {
  return [
    VERDICT_MARK[cell.verdict],
    cell.id,
    cell.claim,
    cell.expected,
    cell.observed ?? "–",
    cell.verdict,
    duration(cell.timeToSymptomMs),
    duration(cell.timeToRecoveryMs),
    cell.fidelity === "reported" ? "reported" : "mechanism",
  ];
}

/** What is not green says why, and what the cluster said. */
function explanation(cell: MatrixCell): string[] {
  if (cell.verdict === "pass") return [];
  const texts = cell.textsSeen.map(
    ({ observable, vantage, text, count }) => `    ${observable} at ${vantage}, ${count}×: ${oneLine(text)}`,
  );
  return [
    `${VERDICT_MARK[cell.verdict]} ${cell.id}: ${cleanText(cell.reason ?? cell.verdict)}`,
    ...texts,
    "",
  ];
}
