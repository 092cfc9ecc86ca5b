import { columns } from "../../../base/text/columns.ts";
import { isGreen, textSeenLine } from "../cell-words.ts";
import { inertText, oneLine } from "../clean-text.ts";
import { headerLines, outcomeColumns, totalsLine } from "../header.ts";
import type { Matrix, MatrixCell } from "../matrix-schema.ts";
import { repeatsText } from "../repeats/repeats-text.ts";
import { shortNames } from "../short-names.ts";
import { painter, VERDICT_MARK, VERDICT_STYLE } from "./paint.ts";

const HEADINGS = ["", "CELL", "CLAIM", "EXPECTED", "OBSERVED", "VERDICT", "SYMPTOM", "RECOVERY"];

/** The whole matrix for a terminal, at the end of a run and for `faultline report`. */
export function summaryLines(matrix: Matrix, color: boolean): string[] {
  const paint = painter(color);
  const { platform, nameOf } = shortNames(matrix.cells.map(({ id }) => id));
  const fidelities = [...new Set(matrix.cells.map(({ fidelity }) => FIDELITY[fidelity]))];
  const [fidelity] = fidelities;
  // What is the same for all is said once, so that a row fits a terminal.
  const shared = [oneLine(platform ?? ""), fidelities.length === 1 ? (fidelity ?? "") : ""]
    .filter(Boolean)
    .join(", ");
  const header = [...headerLines(matrix), ...(shared ? [["cells", shared] as const] : [])];
  const headings = fidelities.length > 1 ? [...HEADINGS, "PLATFORM IS"] : HEADINGS;
  const rows = matrix.cells.map((cell) => [
    VERDICT_MARK[cell.verdict],
    oneLine(nameOf(cell.id)),
    ...outcomeColumns(cell),
    ...(fidelities.length > 1 ? [cell.fidelity] : []),
  ]);
  const [heading = "", ...lines] = columns([headings, ...rows]);
  return [
    ...header.map(([label, text]) => `${paint("bold", label.padEnd(11))} ${oneLine(text)}`),
    "",
    paint("bold", heading),
    ...matrix.cells.map((cell, i) => paint(VERDICT_STYLE[cell.verdict], lines[i] ?? "")),
    "",
    ...repeated(matrix.cells, nameOf),
    ...matrix.cells.flatMap(explanation),
    ...notRun(matrix.cells),
    paint("bold", totalsLine(matrix)),
  ];
}

const FIDELITY = {
  reported: "the reported platform",
  "same mechanism": "the same mechanism on another platform than the reported one",
} as const;

/** What is not green says why, and what the cluster said. */
function explanation(cell: MatrixCell): string[] {
  if (isGreen(cell)) return [];
  const texts = cell.textsSeen.map((seen) => `    ${oneLine(textSeenLine(seen))}`);
  const reason = inertText(cell.reason ?? cell.verdict).split("\n");
  const kept =
    cell.evidenceFile === undefined ? [] : [`    more in ${oneLine(cell.evidenceFile)} of the results`];
  return [`${VERDICT_MARK[cell.verdict]} ${oneLine(cell.id)}: ${reason.join("\n  ")}`, ...texts, ...kept, ""];
}

/** How often what was repeated did as expected. */
function repeated(cells: readonly MatrixCell[], nameOf: (id: string) => string): string[] {
  const lines = cells.flatMap((cell) => {
    const text = repeatsText(cell);
    return text === undefined ? [] : [`${VERDICT_MARK[cell.verdict]} ${oneLine(nameOf(cell.id))}: ${text}`];
  });
  return lines.length > 0 ? [...lines, ""] : [];
}

/** Many cells are not run for one reason: it is said once. */
function notRun(cells: readonly MatrixCell[]): string[] {
  const reasons = Map.groupBy(
    cells.filter(({ verdict }) => verdict === "not run"),
    ({ reason }) => oneLine(reason ?? ""),
  );
  const lines = [...reasons].map(
    ([reason, members]) => `${VERDICT_MARK["not run"]} ${members.length} not run: ${reason}`,
  );
  return lines.length > 0 ? [...lines, ""] : [];
}
