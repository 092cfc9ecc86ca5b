import { platformText } from "../plan/cell-platform.ts";
import { cleanText } from "./clean-text.ts";
import { duration } from "./duration.ts";
import { headerLines, outcomeColumns, totalsLine } from "./header.ts";
import type { Matrix, MatrixCell } from "./matrix-schema.ts";
import { repeatsText } from "./repeats/repeats-text.ts";

/** `matrix.md`: the matrix for people, with every text seen and every diff below it. */
export function markdownFrom(matrix: Matrix): string {
  return [...markdownParts(matrix)].join("");
}

/** The same in parts, a scenario each: one text of ten thousand cells takes twice the time, because it is made in memory that is new. */
export function* markdownParts(matrix: Matrix): Generator<string> {
  const head = [
    `# Conformance matrix ${plain(matrix.run.id)}`,
    "",
    ...headerLines(matrix).map(([label, text]) => `- **${label}**: ${plain(text)}`),
    "",
    `**${totalsLine(matrix)}**`,
    "",
    ...markdownTable(matrix),
    "",
    "Claim: what upstream says the fix does. Expected: what faultline expects, and why is in the scenario. ¹ same mechanism, not the reported platform.",
    "",
  ];
  yield head.join("\n");
  for (const cells of Map.groupBy(matrix.cells, ({ scenario }) => scenario).values())
    yield ["", ...scenarioSection(cells)].join("\n");
}

/** A row a cell. */
export function markdownTable(matrix: Matrix): string[] {
  return [
    "| scenario | platform | fix | claim | expected | observed | verdict | to symptom | to recovery |",
    "|---|---|---|---|---|---|---|---|---|",
    ...matrix.cells.map(row),
  ];
}

function row(cell: MatrixCell): string {
  const platform = `${platformText(cell.platform)}${cell.fidelity === "reported" ? "" : " ¹"}`;
  const columns = [
    cell.mode ? `${cell.mode} ${cell.scenario}` : cell.scenario,
    platform,
    cell.fix,
    ...outcomeColumns(cell, cell.verdict === "pass" ? "pass" : `**${cell.verdict}**`),
  ];
  return `| ${columns.map(plain).join(" | ")} |`;
}

function scenarioSection(cells: readonly MatrixCell[]): readonly string[] {
  const [first] = cells;
  if (!first) return [];
  return [
    `## ${plain(first.scenario)}${first.title ? `: ${plain(first.title)}` : ""}`,
    "",
    ...(first.threads.length > 0 ? [`Reported in ${first.threads.map(threadLink).join(", ")}.`, ""] : []),
    ...cells.flatMap(cellSection),
  ];
}

function cellSection(cell: MatrixCell): readonly string[] {
  const attempts = cell.attempts > 1 ? ` after ${cell.attempts} attempts` : "";
  const lines = [`### ${plain(cell.id)}: ${cell.verdict}${attempts}`, ""];
  if (cell.reason) lines.push(plain(cell.reason), "");
  const repeats = repeatsText(cell);
  if (repeats !== undefined) lines.push(`${repeats}.`, "");
  if (cell.textsSeen.length > 0) {
    const texts = cell.textsSeen.map(
      ({ observable, vantage, text, count, firstMs }) =>
        `${observable} at ${vantage}, ${count}×, first after ${duration(firstMs)}:\n  ${text}`,
    );
    lines.push("Seen while the fault was on:", "", fenced("text", texts), "");
  }
  for (const phase of ["fault", "fix"] as const) {
    const changes = cell.changes[phase];
    if (changes.length > 0) lines.push(`The ${phase} as Pulumi saw it:`, "", fenced("diff", changes), "");
  }
  return lines;
}

/** Anything else leads nowhere. */
const THREAD = /^([\w.-]+\/[\w.-]+)#(\d+)$/;

function threadLink(thread: string): string {
  const [, repository, number] = THREAD.exec(thread) ?? [];
  if (repository === undefined) return plain(thread);
  return `[${thread}](https://github.com/${repository}/issues/${number})`;
}

/** A fence longer than any run of backticks inside it. */
function fenced(language: string, lines: readonly string[]): string {
  const body = cleanText(lines.join("\n"));
  let longest = 2;
  for (const [run] of body.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${body}\n${fence}`;
}

/** Printable ASCII that means nothing to Markdown. */
const PLAIN = /^[\t -;=-Z\]-_a-{}~]*$/;

/** What a cluster says must not become a table column or a tag. */
export function plain(text: string): string {
  if (PLAIN.test(text)) return text;
  return cleanText(text)
    .replaceAll("\\", "\\\\")
    .replaceAll("|", "\\|")
    .replaceAll("`", "\\`")
    .replaceAll("<", "&lt;")
    .replaceAll("[", "\\[")
    .replaceAll(/\s+/g, (space) => (space.includes("\n") ? " " : space));
}
