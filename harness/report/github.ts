import { appendFile, stat } from "node:fs/promises";
import type { CliContext } from "../context.ts";
import { isGreen, whyOf } from "./cell-words.ts";
import { oneLine } from "./clean-text.ts";
import { headerLines, totalsLine } from "./header.ts";
import { markdownTable, plain } from "./markdown.ts";
import type { Matrix, MatrixCell } from "./matrix-schema.ts";

/** GitHub shows no more of one step (docs.github.com, workflow commands): bytes of its summary, and annotations of a kind. */
const MOST_BYTES = 1_048_576;
const MOST_ANNOTATIONS = 10;

/** Where a step of a GitHub job reports, if it is one: its summary's file, and annotations as lines of the log. */
export async function reportToGithub(
  matrix: Matrix,
  { env, stdout }: Pick<CliContext, "env" | "stdout">,
): Promise<void> {
  const file = env.GITHUB_STEP_SUMMARY;
  if (env.GITHUB_ACTIONS !== "true" || !file) return;
  // Other commands of the step have written into it as well, and all of it is one summary.
  const written = (await stat(file).catch(() => undefined))?.size ?? 0;
  const summary = githubSummary(matrix, MOST_BYTES - written);
  await appendFile(file, summary);
  const full = `::notice title=faultline::the summary of this step is full: matrix.md of run ${data(matrix.run.id)} has the matrix`;
  const lines = [...annotations(matrix), ...(summary === "" ? [full] : [])];
  stdout.write(lines.map((line) => `${line}\n`).join(""));
}

/**
 * The matrix in Markdown, what is not as expected first; cut to what GitHub takes (`most`, in bytes), and then it says so. Nothing where
 * there is no room for as much: GitHub would drop what is there already.
 */
export function githubSummary(matrix: Matrix, most = MOST_BYTES): string {
  const cells = matrix.cells.toSorted((a, b) => Number(isGreen(a)) - Number(isGreen(b)));
  const head = [
    `## faultline: ${plain(totalsLine(matrix))}`,
    "",
    ...headerLines(matrix).map(([label, text]) => `- **${label}**: ${plain(text)}`),
    "",
    ...cells
      .filter((cell) => !isGreen(cell))
      .map((cell) => `- **${cell.verdict}** ${plain(cell.id)}: ${plain(whyOf(cell))}`),
    "",
  ];
  const rows = markdownTable({ ...matrix, cells });
  const whole = `${[...head, ...rows].join("\n")}\n`;
  if (Buffer.byteLength(whole) <= most) return whole;
  return cut([...head, ...rows], most, matrix);
}

function cut(lines: readonly string[], most: number, { run }: Matrix): string {
  const note = (left: number) =>
    `\nCut here: ${left} more lines are longer than GitHub takes (1 MiB); \`matrix.md\` of run ${plain(run.id)} has all.\n`;
  const room = most - Buffer.byteLength(note(lines.length)) - 1;
  if (room < 0) return "";
  let bytes = 0;
  const kept = lines.findIndex((line) => {
    bytes += Buffer.byteLength(line) + 1;
    return bytes > room;
  });
  return `${lines.slice(0, kept).join("\n")}\n${note(lines.length - kept)}`;
}

/** Errors for what failed, warnings for what is flaky: ten of a kind at most, the tenth saying how many there are beside. */
function annotations({ cells }: Matrix): readonly string[] {
  const failed = cells.filter(({ verdict }) => verdict === "fail" || verdict === "error");
  return [
    ...few("error", failed),
    ...few(
      "warning",
      cells.filter(({ verdict }) => verdict === "flaky"),
    ),
  ];
}

function few(kind: "error" | "warning", cells: readonly MatrixCell[]): readonly string[] {
  const line = (title: string, text: string) => `::${kind} title=${property(title)}::${data(text)}`;
  const shown = cells.length > MOST_ANNOTATIONS ? cells.slice(0, MOST_ANNOTATIONS - 1) : cells;
  const rest = cells.length - shown.length;
  return [
    ...shown.map((cell) => line(`${cell.verdict}: ${cell.id}`, whyOf(cell))),
    ...(rest > 0 ? [line("faultline", `and ${rest} more: the summary has them`)] : []),
  ];
}

/** The escapes of workflow commands, so that what a cluster says is no command: actions/toolkit, command.ts. */
function data(text: string): string {
  return oneLine(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
