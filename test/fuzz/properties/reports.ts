import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { Script } from "node:vm";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { JournalEvent } from "../../../harness/journal/events.ts";
import { ctrfFrom } from "../../../harness/report/ctrf.ts";
import { diffLines } from "../../../harness/report/diff/diff-lines.ts";
import { diffMarkdown } from "../../../harness/report/diff/diff-markdown.ts";
import { diffRuns } from "../../../harness/report/diff/diff-runs.ts";
import { githubSummary, reportToGithub } from "../../../harness/report/github.ts";
import { htmlFrom } from "../../../harness/report/html/page.ts";
import { jsonText } from "../../../harness/report/json-text.ts";
import { junitFrom } from "../../../harness/report/junit.ts";
import { markdownFrom } from "../../../harness/report/markdown.ts";
import { matrixJson } from "../../../harness/report/matrix-json.ts";
import type { Matrix } from "../../../harness/report/matrix-schema.ts";
import { gridLines } from "../../../harness/report/terminal/grid-lines.ts";
import { logLines } from "../../../harness/report/terminal/log-lines.ts";
import { painter } from "../../../harness/report/terminal/paint.ts";
import { RunProgress } from "../../../harness/report/terminal/run-progress.ts";
import { summaryLines } from "../../../harness/report/terminal/summary.ts";
import { assertInert, assertWithoutControl } from "../inert.ts";

/** Every report of a run can be made, and whoever reads it takes what names and texts say for text. */
export function assertReportsInert(events: readonly JournalEvent[], matrix: Matrix): void {
  terminal(events, matrix);
  junit(matrix);
  json(matrix);
  markdown(markdownFrom(matrix), matrix.cells.length);
  const summary = githubSummary(matrix);
  markdown(summary, summary.includes("\nCut here: ") ? undefined : matrix.cells.length);
  html(htmlFrom({ matrix, events }), matrix);
  difference(matrix);
}

function terminal(events: readonly JournalEvent[], matrix: Matrix): void {
  const said: string[] = [];
  const out = new PassThrough();
  out.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  const display = logLines(out);
  const progress = new RunProgress();
  for (const event of events) {
    display.see(event);
    progress.see(event);
  }
  const grid = gridLines(progress, 0, { columns: 100, rows: 20 }, painter(false));
  assert.doesNotMatch(grid.join(""), /\p{Cc}/u);
  assertInert(summaryLines(matrix, false).join("\n"));
  assertInert(`${String(out.read() ?? "")}${said.join("")}`);
}

/** What it says is what it was made of, and it can be printed. */
function json(matrix: Matrix): void {
  for (const value of [ctrfFrom(matrix), matrix]) {
    const text = jsonText(value);
    assertInert(text);
    assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
  }
  assert.equal([...matrixJson(matrix)].join(""), `${jsonText(matrix)}\n`);
}

function junit(matrix: Matrix): void {
  const xml = junitFrom(matrix);
  assert.equal(XMLValidator.validate(xml), true);
  assertWithoutControl(xml);
  const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml);
  assert.equal(testsuites["@_tests"], String(matrix.cells.length));
}

/** A row a cell, and neither a tag nor a link that a text made. */
function markdown(written: string, cells: number | undefined): void {
  assertWithoutControl(written);
  const outside = written.replaceAll(/^(`{3,})\w+\n[\s\S]*?\n\1$/gm, "");
  const rows = outside.split("\n").filter((line) => line.startsWith("| "));
  assert.deepEqual(
    rows.map((row) => row.replaceAll(/\\[\\|`]/g, "").split("|").length),
    Array(cells === undefined ? rows.length : cells + 1).fill(11),
  );
  assert.doesNotMatch(outside, /<[a-z/!]/i);
  assert.doesNotMatch(
    outside.replaceAll(/\\[\\[]/g, ""),
    /\[[^\]]*\]\((?!https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/issues\/\d+\))/,
  );
}

function html(page: string, { cells }: Matrix): void {
  assertWithoutControl(page);
  assert.doesNotMatch(page, /[\u202a-\u202e\u2066-\u2069]/);
  assert.equal(page.match(/<script/g)?.length, 2);
  const outside = page.replaceAll(/<(style|script)>[\s\S]*?<\/\1>/g, "");
  assert.doesNotMatch(outside, /<(?:img|iframe)\b|<b>|href="(?!#|data:,|https:\/\/github\.com\/)/i);
  assert.equal(page.match(/<tr class="[a-z -]+" data-cell=/g)?.length ?? 0, cells.length);
  new Script(/<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? "no script");
}

/** Against a run where nothing is as it was. */
function difference(matrix: Matrix): void {
  const cells = matrix.cells.map((cell) => ({ ...cell, verdict: "pass" as const, observed: cell.expected }));
  const other = { ...matrix, run: { ...matrix.run, id: `${matrix.run.id}-other` }, cells };
  const diff = diffRuns(other, matrix, [], "");
  assertInert(diffLines(diff, painter(false)).join("\n"));
  assertWithoutControl(diffMarkdown(diff).join("\n"));
  assert.doesNotMatch(diffMarkdown(diff).join("\n"), /<[a-z/!]/i);
}

/** An annotation is one line with a title of its own, whatever the text. */
export async function assertAnnotations(matrix: Matrix, file: string): Promise<void> {
  const stdout = new PassThrough();
  await reportToGithub(matrix, { env: { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: file }, stdout });
  const lines = String(stdout.read() ?? "").split("\n");
  assert.equal(lines.pop(), "");
  for (const line of lines) {
    assertWithoutControl(line);
    assert.match(line, /^::(?:error|warning) title=[^:,]*::/);
  }
}
